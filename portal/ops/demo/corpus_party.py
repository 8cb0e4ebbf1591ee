"""News of Party building: conferences, cell meetings, inspection, cell congresses, resolutions."""

from portal.ops.demo.family import topic

CONFERENCE = topic(
    "hoi-nghi",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_viec]
- công tác xây dựng Đảng
- công tác dân vận
- công tác tuyên giáo và dân vận
- công tác kiểm tra, giám sát
- nhiệm vụ phát triển kinh tế - xã hội
- công tác quốc phòng, quân sự địa phương
- phong trào thi đua yêu nước
- công tác cải cách hành chính trong Đảng
- công tác dân chủ ở cơ sở
- công tác phát triển đảng viên
- công tác văn phòng cấp ủy
- công tác phòng, chống lãng phí, tiêu cực
[fact_trong_tam]
- củng cố tổ chức cơ sở đảng
- nâng cao chất lượng sinh hoạt chi bộ
- đẩy mạnh chuyển đổi số
- siết chặt kỷ luật, kỷ cương
- phát triển đảng viên mới
- giải quyết kịp thời kiến nghị của nhân dân
- tháo gỡ khó khăn cho sản xuất, kinh doanh
- hướng mạnh về cơ sở
- hoàn thành các chỉ tiêu nghị quyết
- chăm lo đời sống nhân dân
[numbers]
- chi_tieu: 14-26
- dat: chi_tieu*78-100
- van_ban: 60-240
- tap_the: 6-24
- ca_nhan: 12-60
[title]
- {org} {so_ket} {viec} {ky}
- {org} {so_ket} {viec} {ky}, triển khai nhiệm vụ {ky_toi}
- Hội nghị {so_ket} {viec} {ky} của {party}
- {org}: {dat}/{chi_tieu} chỉ tiêu về {viec} {ky} đạt và vượt
-x {place}: {so_ket^} {viec} {ky}, tập trung {trong_tam}
-x {place} {so_ket} {viec} {ky}, xác định nhiệm vụ {trong_tam}
- {org} [tập trung|ưu tiên] {trong_tam} trong {ky_toi}
- {viec} {ky} ở {party}: [Những kết quả nổi bật|Nhiều chuyển biến rõ nét|Kết quả và những việc cần làm]
-x Ban Chấp hành {party} họp, bàn giải pháp {trong_tam} {ky_toi}
-t Hội nghị Ban Chấp hành {party}: Bàn giải pháp {trong_tam} {ky_toi}
[lead]
- {when}, {org} tổ chức hội nghị {so_ket} {viec} {ky}, triển khai phương hướng, nhiệm vụ {ky_toi}.
- {when}, tại [hội trường|trụ sở] {org} diễn ra hội nghị đánh giá kết quả {viec} {ky} và bàn giải
  pháp {trong_tam} trong {ky_toi}.
- Với {~solidarity}, {ky}, {viec} của {party} {~good}. Thông tin được nêu tại hội nghị do {org} tổ
  chức {when_low}.
[para]
- Báo cáo tại hội nghị cho biết, {ky}, {org} đã lãnh đạo thực hiện {viec} toàn diện, có trọng tâm,
  trọng điểm; ban hành {van_ban} văn bản lãnh đạo, chỉ đạo, trong đó có {n:4-12} nghị quyết, kế hoạch
  chuyên đề.
- Theo báo cáo, trong {chi_tieu} chỉ tiêu đề ra có {dat} chỉ tiêu đạt và vượt kế hoạch; {viec}
  {~good}, {~consensus}.
+
- Toàn {party} hiện có {cells} {sub_noun} trực thuộc với {members} đảng viên. {ky^}, {party} kết nạp
  {moi} đảng viên mới, đạt {p:92-118}% kế hoạch năm.
- Công tác kiểm tra, giám sát được thực hiện {~serious}; chất lượng sinh hoạt của các tổ chức đảng được
  nâng lên, tỷ lệ đảng viên dự sinh hoạt đạt bình quân {p:93-98}%.
+
- Kinh tế tiếp tục tăng trưởng, thu ngân sách đạt {p:86-117}% dự toán; quốc phòng, an ninh được giữ
  vững, an sinh xã hội được chăm lo chu đáo.
- Mặt trận Tổ quốc và các đoàn thể đổi mới phương thức hoạt động, vận động nhân dân đóng góp hàng nghìn
  ngày công và nhiều phần việc thiết thực tại cơ sở.
[para]
- {~limits}, hội nghị thẳng thắn chỉ ra một số hạn chế: việc cụ thể hóa nghị quyết ở vài nơi còn chậm,
  công tác tự kiểm tra chưa thường xuyên.
- {~limits}, đại biểu cũng cho rằng chất lượng tham mưu ở một số bộ phận chưa đồng đều; công tác phối
  hợp có lúc chưa nhịp nhàng.
- {~limits}, báo cáo chỉ rõ còn {n:2-4} chỉ tiêu đạt thấp, chủ yếu do nguồn lực đầu tư hạn chế và một
  số quy định mới cần thời gian hướng dẫn.
+
- Nguyên nhân chủ yếu là [khối lượng công việc lớn trong khi biên chế có hạn|một số cấp ủy chưa thật
  sự quyết liệt trong chỉ đạo], cần được khắc phục ngay trong {ky_toi}.
- Các ý kiến thảo luận tập trung phân tích nguyên nhân, đề xuất cách làm cụ thể để {trong_tam}.
[para]
- Hội nghị thống nhất phương hướng {ky_toi} là {trong_tam}, gắn với xây dựng đội ngũ cán bộ “vừa hồng,
  vừa chuyên”.
- Về nhiệm vụ {ky_toi}, {org} tập trung vào ba nội dung: {trong_tam}; đổi mới phương thức lãnh đạo của
  cấp ủy; phát huy dân chủ, tăng cường khối đại đoàn kết toàn dân tộc.
+
- Dịp này, {tap_the} tập thể và {ca_nhan} cá nhân có thành tích xuất sắc được khen thưởng.
- Tại hội nghị, {org} trao giấy khen cho {tap_the} tập thể, {ca_nhan} cá nhân tiêu biểu.
[quote]
- Việc gì có lợi cho dân phải hết sức làm, và làm đến nơi đến chốn. Kết quả cuối cùng phải là đời sống
  của nhân dân được nâng lên từng ngày.
- Muốn {trong_tam} thì trước hết người đứng đầu phải sâu sát, nói ít, làm nhiều và chịu trách nhiệm đến
  cùng.
- Nghị quyết chỉ có giá trị khi mỗi chi bộ biến được thành công việc cụ thể, có người làm và có thời
  hạn hoàn thành.
[caption]
- hall: Quang cảnh hội nghị.
- hall: Các đại biểu dự hội nghị {so_ket} {viec} {ky}.
- forum: Đại biểu thảo luận tại hội nghị.
- hall: Hội trường nơi diễn ra hội nghị {when_low}.
[tags]
- hội nghị, xây dựng Đảng, nhiệm vụ trọng tâm, thi đua
[table]
- Một số chỉ tiêu chủ yếu của {party} {ky}
[rows]
- Kết nạp đảng viên mới | đảng viên | 12-90
- Tổ chức đảng được kiểm tra, giám sát | tổ chức | 8-30
- Lớp bồi dưỡng lý luận chính trị | lớp | 4-16
- Mô hình “Dân vận khéo” đăng ký | mô hình | 10-60
- Hộ nghèo được hỗ trợ sinh kế | hộ | 20-160
""",
)

CELL_MEETING = topic(
    "sinh-hoat-chi-bo",
    "cell",
    """
[fact_su_kien]
- buổi sinh hoạt
[fact_de_tai]
- phát huy vai trò nêu gương của đảng viên
- nâng cao chất lượng tự phê bình và phê bình
- xây dựng chi bộ “bốn tốt”
- giữ gìn đoàn kết nội bộ
- thực hành tiết kiệm, chống lãng phí
- bảo vệ môi trường, thu gom rác thải
- chuyển đổi số bắt đầu từ mỗi đảng viên
- phòng, chống ma túy trong thanh thiếu niên
- xây dựng gia đình văn hóa
- giữ gìn an ninh trật tự nơi cư trú
- phát triển đảng viên từ đoàn viên ưu tú
- vận động nhân dân hiến đất làm đường
- tiếp tục học tập phong cách gần dân của Bác
- phòng ngừa lừa đảo trên không gian mạng
- chăm lo người có công và hộ khó khăn
[fact_cach_lam]
- Nội dung ngắn gọn, sát thực tiễn
- Đảng viên chủ động hiến kế
- Gợi mở cách làm mới từ cơ sở
- Nhiều ý kiến tâm huyết
- Bàn sâu, quyết rõ
- Thiết thực, không hình thức
- Từ nghị quyết đến việc làm
[numbers]
- du: 18-64
- y_kien: 5-12
- viec_so: 3-6
[title]
- {cell} sinh hoạt chuyên đề “{de_tai^}”
- {cell}: Sinh hoạt chuyên đề về {de_tai}
- {place}: {cell} bàn giải pháp {de_tai}
- Sinh hoạt chuyên đề {thang_ky} ở {cell}: {cach_lam}
- Đổi mới sinh hoạt ở {cell}: {cach_lam}
-x {place} nâng cao chất lượng sinh hoạt chi bộ: Cách làm ở {cell}
- {cell} sinh hoạt {thang_ky}, ra nghị quyết về {de_tai}
- {chair_ngan} dự sinh hoạt cùng {cell} về {de_tai}
- “{de_tai^}” – chuyên đề sinh hoạt [quý {quarter}|{thang_ky}] của {cell}
[lead]
- {when}, {cell} ({party}) tổ chức sinh hoạt chuyên đề “{de_tai^}” với sự tham dự của {du} đảng viên.
- {when}, {chair} đã dự sinh hoạt định kỳ {thang_ky} cùng {cell}. Chuyên đề được chọn là “{de_tai^}”.
- Xác định sinh hoạt chi bộ là gốc của sự lãnh đạo, {when_low}, {cell} dành trọn buổi để bàn về việc
  {de_tai}.
[para]
- Trước buổi sinh hoạt, chi ủy đã họp, phân công đảng viên chuẩn bị ý kiến và gửi tài liệu qua phần
  mềm Sổ tay đảng viên điện tử, vì vậy nội dung thảo luận tập trung, không dàn trải.
- Chuyên đề do [phó bí thư chi bộ|một đảng viên trẻ|một đảng viên nhiều năm tuổi Đảng] trình bày trong
  khoảng {n:15-25} phút, phần lớn thời gian còn lại dành cho thảo luận.
- Mở đầu buổi sinh hoạt, {cell_sec} thông tin nhanh về tình hình thời sự, kết quả thực hiện nghị quyết
  tháng trước và những việc còn chậm.
+
- {y_kien} lượt đảng viên phát biểu, phân tích thẳng thắn những việc đã làm được, những việc còn nể
  nang, ngại va chạm.
- Có {y_kien} ý kiến đóng góp, trong đó nhiều ý kiến nêu kinh nghiệm từ chính gia đình, dòng họ và
  nơi cư trú.
+
- Các đảng viên thống nhất rằng muốn {de_tai} thì trước hết mỗi đảng viên phải làm trước để quần chúng
  noi theo.
- Nhiều đảng viên cho rằng việc {de_tai} phải bắt đầu từ những việc nhỏ, cụ thể, có phân công và có
  kiểm tra.
[para]
- Chi bộ thông qua nghị quyết với {viec_so} việc cụ thể, giao từng đảng viên phụ trách nhóm hộ, báo cáo
  kết quả tại kỳ sinh hoạt sau.
- Kết thúc buổi sinh hoạt, {cell} chốt {viec_so} phần việc phải làm ngay trong tháng, có tên người chịu
  trách nhiệm và ngày hoàn thành.
+
- Qua theo dõi, từ khi chi bộ duy trì sinh hoạt chuyên đề mỗi quý ít nhất một lần, tỷ lệ đảng viên dự
  họp luôn đạt trên {n:93-97}%.
- Cách làm này giúp chi bộ nắm chắc tình hình, không để phát sinh vấn đề phức tạp kéo dài trên địa bàn.
- Nhờ đó, các khoản vận động trong năm của chi bộ đều hoàn thành sớm, tình làng nghĩa xóm thêm gắn bó.
[para]
- Theo {org}, đến nay {p:95-99}% chi bộ trong Đảng bộ duy trì sinh hoạt định kỳ đúng ngày; {n:70-96}%
  số chi bộ được xếp loại sinh hoạt tốt.
- {org} đã phân công các đồng chí cấp ủy viên dự sinh hoạt với chi bộ ít nhất mỗi quý một lần, kịp thời
  uốn nắn những nơi sinh hoạt còn hình thức.
+
- Sau mỗi kỳ họp, biên bản và nghị quyết được cập nhật, lưu trữ điện tử để thuận tiện theo dõi.
- Việc chấm điểm chất lượng sinh hoạt ngay sau cuộc họp giúp các chi ủy tự soi, tự sửa.
[quote]
- Đảng viên đi họp chi bộ phải có việc để bàn và khi ra về phải có việc để làm.
- Sinh hoạt có chất lượng thì đảng viên mới thấy mình có trách nhiệm, chi bộ mới thật sự là hạt nhân
  chính trị ở cơ sở.
[caption]
- forum: Quang cảnh buổi sinh hoạt chuyên đề của {cell}.
- forum: Đảng viên {cell} thảo luận tại buổi sinh hoạt.
- hall: Đảng viên dự sinh hoạt chi bộ {thang_ky}.
[tags]
- sinh hoạt chi bộ, chi bộ bốn tốt, đảng viên, sinh hoạt chuyên đề
""",
    scope="x",
)

INSPECTION = topic(
    "kiem-tra-giam-sat",
    "meeting",
    """
[fact_su_kien]
- buổi làm việc
[fact_noi_dung]
- việc thực hiện quy chế làm việc của cấp ủy
- công tác phát triển đảng viên
- việc thu, nộp, quản lý và sử dụng đảng phí
- việc thực hiện nghị quyết về chuyển đổi số
- công tác cán bộ và bảo vệ chính trị nội bộ
- việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh
- công tác quản lý đất đai, trật tự xây dựng
- việc tiếp công dân, giải quyết đơn thư
- trách nhiệm nêu gương của người đứng đầu
- công tác quản lý tài chính, tài sản công
- việc duy trì chế độ sinh hoạt chi bộ
- việc thực hiện những điều đảng viên không được làm
[fact_hinh_thuc]
- kiểm tra
- giám sát chuyên đề
- kiểm tra, giám sát
[numbers]
- to_chuc: 3-9
- tong_kt: 14-48 x8
- tong_dv: 20-90 x8
- khac_phuc: 2-5
[title]
- {ubkt} {hinh_thuc} {noi_dung} tại {cell}
- {hinh_thuc^} {noi_dung} đối với {cell}
- {org} công bố quyết định {hinh_thuc} {noi_dung} đối với {to_chuc} tổ chức đảng
- {org} thông qua kết quả {hinh_thuc} {noi_dung} {ky}
- {place}: [Tăng cường|Chú trọng|Nâng chất lượng] {hinh_thuc} {noi_dung} {ky_toi}
- Đoàn công tác của {org} {hinh_thuc} {noi_dung} ở {hamlet}
- [Kiểm tra để phòng ngừa|Phòng ngừa từ sớm, từ xa|Phát hiện sớm, nhắc nhở sớm]: {hinh_thuc^} {noi_dung} ở {cell}
- {ubkt} triển khai chương trình {hinh_thuc} {noi_dung} {ky_toi}
- {chair_ngan} chủ trì công bố quyết định {hinh_thuc} tại {cell}
- {tong_kt} tổ chức đảng, {tong_dv} đảng viên ở {place_area} được kiểm tra {ky}
- {cell} khắc phục {khac_phuc} hạn chế sau {hinh_thuc} {noi_dung}
[lead]
- {when}, Đoàn kiểm tra của {org} làm việc với {cell} về {noi_dung}.
- {when}, {ubkt} tổ chức công bố quyết định và kế hoạch {hinh_thuc} {noi_dung} đối với {to_chuc} tổ
  chức đảng trực thuộc.
- Thực hiện chương trình kiểm tra, giám sát năm {year}, {when_low}, {org} thông qua kết quả {hinh_thuc}
  {noi_dung} tại {cell}.
[para]
- Theo kế hoạch, thời gian {hinh_thuc} là {n:15-30} ngày, mốc thời gian từ ngày 01/01/{last_year} đến
  thời điểm công bố quyết định; nội dung tập trung vào {noi_dung}.
- Trước đó, các tổ chức đảng đã tự kiểm tra, xây dựng báo cáo theo đề cương; đoàn công tác nghiên cứu hồ
  sơ, làm việc với {n:6-18} đảng viên có liên quan.
+
- Qua {hinh_thuc}, đoàn công tác đánh giá cấp ủy đã quán triệt đầy đủ các quy định của Đảng, phân công
  nhiệm vụ rõ ràng, hồ sơ lưu trữ khoa học.
- Dự thảo báo cáo cho thấy đơn vị thực hiện {~serious} nguyên tắc tập trung dân chủ, nội bộ đoàn kết,
  không có đảng viên vi phạm phải xử lý kỷ luật.
+
- {~limits}, đoàn chỉ ra {khac_phuc} hạn chế cần khắc phục, chủ yếu là việc ghi biên bản chưa đầy đủ và
  chậm cập nhật hồ sơ.
- {~limits}, việc theo dõi sau kết luận ở một vài chi bộ còn thiếu thường xuyên; {khac_phuc} nội dung
  được yêu cầu bổ sung trong 30 ngày.
[para]
- {ky^}, các cấp ủy và ủy ban kiểm tra trong {party} đã kiểm tra {tong_kt} tổ chức đảng và {tong_dv}
  đảng viên; qua kiểm tra kịp thời nhắc nhở, chấn chỉnh thiếu sót ngay từ khi mới manh nha.
- Từ đầu năm đến nay, công tác kiểm tra, giám sát được triển khai đồng bộ với {tong_kt} cuộc; nội dung
  bám sát những lĩnh vực dễ phát sinh vi phạm.
+
- Phương châm xuyên suốt là “giám sát phải mở rộng, kiểm tra có trọng tâm, trọng điểm”, lấy phòng ngừa
  là chính, không để khuyết điểm nhỏ tích tụ thành vi phạm lớn.
- Việc ứng dụng phần mềm theo dõi kết luận kiểm tra giúp đôn đốc đúng hạn, giảm đáng kể báo cáo giấy.
[quote]
- Kiểm tra không phải để tìm lỗi, mà để giúp tổ chức đảng và đảng viên tự soi, tự sửa, không đi quá giới
  hạn.
- Phòng bệnh hơn chữa bệnh. Phát hiện sớm, nhắc nhở sớm là cách bảo vệ cán bộ tốt nhất.
[caption]
- forum: Đoàn kiểm tra làm việc với {cell}.
- forum: Quang cảnh buổi công bố quyết định {hinh_thuc}.
- hall: Các đại biểu dự buổi làm việc {when_low}.
[tags]
- kiểm tra giám sát, kỷ luật Đảng, xây dựng Đảng, tự kiểm tra
[table]
- Kết quả công tác kiểm tra, giám sát của {party} {ky}
[rows]
- Tổ chức đảng được kiểm tra | tổ chức | 8-30
- Đảng viên được kiểm tra | đảng viên | 15-60
- Tổ chức đảng được giám sát chuyên đề | tổ chức | 5-20
- Kiểm tra tài chính Đảng | cuộc | 2-10
""",
)

CELL_CONGRESS = topic(
    "dai-hoi-chi-bo",
    "meeting",
    """
[fact_su_kien]
- đại hội
[fact_quyet_tam]
- Phát huy dân chủ, chọn đúng người
- Đoàn kết, dân chủ, kỷ cương
- Bầu cấp ủy tập trung, một lần, đủ số lượng
- Xác định ba khâu đột phá
- Tập trung phát triển kinh tế hộ
- Quyết tâm giữ vững danh hiệu trong sạch, vững mạnh
- Trẻ hóa đội ngũ chi ủy
- Nghị quyết ngắn gọn, dễ nhớ, dễ làm
- Nhiều tham luận chất lượng
[numbers]
- du: 22-78
- chi_uy: 3-7
- tham_luan: 3-8
- ket_nap: 4-12
- giau: 40-85
[title]
- {cell} tổ chức đại hội nhiệm kỳ {term}, bầu chi ủy gồm {chi_uy} đồng chí
- Đại hội {cell} nhiệm kỳ {term}: {quyet_tam}
- {cell} đại hội, bầu {chi_uy} đồng chí vào chi ủy nhiệm kỳ {term}
-x {place}: {cell} tổ chức thành công đại hội nhiệm kỳ {term}
-x {place} chỉ đạo điểm đại hội {cell} nhiệm kỳ {term}
- {chair_ngan} dự, chỉ đạo đại hội {cell} nhiệm kỳ {term}
- Dấu ấn từ đại hội {cell}: {quyet_tam}
- {org} rút kinh nghiệm sau đại hội điểm tại {cell}
[lead]
- {when}, {cell} ({party}) tổ chức đại hội nhiệm kỳ {term}. {chair} đến dự và phát biểu chỉ đạo.
- {when}, {du} đảng viên {cell} đã tham dự đại hội nhiệm kỳ {term} để kiểm điểm kết quả nhiệm kỳ qua và
  quyết định phương hướng nhiệm kỳ mới.
- Sau thời gian chuẩn bị chu đáo, {when_low}, {cell} tiến hành đại hội nhiệm kỳ {term} trong không khí
  phấn khởi, trách nhiệm.
[para]
- Báo cáo chính trị trình đại hội khẳng định, nhiệm kỳ qua, chi bộ lãnh đạo hoàn thành {n:11-18} chỉ
  tiêu đề ra; kết nạp {ket_nap} đảng viên mới; hằng năm đều hoàn thành tốt nhiệm vụ trở lên.
- Nhiệm kỳ vừa qua, chi bộ giữ vững đoàn kết, lãnh đạo nhân dân thực hiện tốt các phong trào ở khu dân
  cư; tỷ lệ hộ khá, giàu đạt {giau}%, các tuyến đường nội bộ được bê tông hóa.
+
- Đại hội dành nhiều thời gian nghe {tham_luan} tham luận về phát triển kinh tế, giữ gìn an ninh trật
  tự, vận động quần chúng và bồi dưỡng nguồn kết nạp Đảng.
- {tham_luan} tham luận trình bày tại đại hội đi thẳng vào những việc khó, nêu rõ nguyên nhân và kiến
  nghị cách tháo gỡ.
+
- Đại hội cũng nghiêm túc chỉ ra việc tự phê bình và phê bình có lúc còn nể nang; nguồn phát triển đảng
  viên trẻ còn hạn chế.
- Các đảng viên đề nghị chi ủy khóa mới tiếp tục đổi mới nội dung sinh hoạt, quan tâm đảng viên cao
  tuổi và đảng viên đi làm ăn xa.
[para]
- Với tinh thần dân chủ, sáng suốt, đại hội bầu Chi ủy gồm {chi_uy} đồng chí, bảo đảm cơ cấu, tiêu chuẩn;
  các chức danh bí thư, phó bí thư được bầu với tỷ lệ phiếu tập trung cao.
- Đại hội đã bầu {chi_uy} đồng chí vào Chi ủy khóa mới. Tỷ lệ phiếu bầu bí thư chi bộ đạt
  {n:94-100}%.
+
- Nghị quyết đại hội xác định nhiệm kỳ {term} phấn đấu kết nạp ít nhất {n:5-14} đảng viên, 100% đảng
  viên hoàn thành tốt nhiệm vụ.
- Trong nhiệm kỳ tới, chi bộ đề ra ba khâu đột phá: nâng chất lượng sinh hoạt, phát triển kinh tế hộ
  và ứng dụng công nghệ số trong quản lý đảng viên.
[quote]
- Đại hội thành công mới là bước đầu. Điều nhân dân mong đợi là chi ủy mới bắt tay ngay vào những việc
  đã hứa.
- Chọn người vào cấp ủy là chọn người dám nghĩ, dám làm, được đảng viên và nhân dân tín nhiệm.
[caption]
- hall: Quang cảnh đại hội {cell} nhiệm kỳ {term}.
- hall: Đảng viên biểu quyết thông qua nghị quyết đại hội.
- forum: Đại biểu trình bày tham luận tại đại hội.
[tags]
- đại hội chi bộ, nhiệm kỳ mới, công tác nhân sự, xây dựng Đảng
""",
    scope="x",
)
