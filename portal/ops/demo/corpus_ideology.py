"""News of ideology: theory classes, the ideological foundation, resolutions, internal affairs, notices."""

from portal.ops.demo.family import topic

THEORY = topic(
    "ly-luan-chinh-tri",
    "meeting",
    """
[fact_su_kien]
- lễ khai giảng
[fact_lop]
- bồi dưỡng lý luận chính trị cho đảng viên mới
- bồi dưỡng nhận thức về Đảng
- trung cấp lý luận chính trị
- bồi dưỡng nghiệp vụ công tác đảng cho bí thư chi bộ
- bồi dưỡng cấp ủy viên cơ sở
- bồi dưỡng kỹ năng lãnh đạo, quản lý cấp xã
- cập nhật kiến thức cho cán bộ lãnh đạo
- bồi dưỡng báo cáo viên, tuyên truyền viên
- bồi dưỡng nghiệp vụ kiểm tra, giám sát
- bồi dưỡng nghiệp vụ công tác dân vận
- bồi dưỡng kiến thức quốc phòng và an ninh
[fact_dac_diem]
- gắn lý luận với thực tiễn cơ sở
- tăng thời gian thảo luận, tình huống
- lấy người học làm trung tâm
- siết chặt kỷ luật học tập
- kết hợp nghiên cứu thực tế
- học đi đôi với làm
[numbers]
- hv: 48-140
- chuyen_de: 5-14
- ngay: 3-12
- gioi: 18-46
[title]
- {org} khai giảng lớp {lop} {dot}
- {org} mở lớp {lop} cho {hv} học viên
- {org} bế giảng lớp {lop} {dot}
- {hv} học viên {place_area} [hoàn thành|tham dự|bế giảng] lớp {lop}
- Lớp {lop} {dot}: {dac_diem^}
-x {place} mở lớp {lop} năm {year}, {dac_diem}
-x {place}: {hv} học viên dự lớp {lop}
- {org} đổi mới việc mở lớp {lop}: {dac_diem^}
- {chair_ngan} dự khai giảng lớp {lop}
- Học viên lớp {lop} nghiên cứu thực tế tại {hamlet}
- {chuyen_de} chuyên đề, {hv} học viên: [Nhìn lại|Dấu ấn] lớp {lop} {dot}
[lead]
- {when}, {org} phối hợp với [Trường Chính trị tỉnh|cơ sở đào tạo của tỉnh] khai giảng lớp {lop} với
  {hv} học viên tham dự.
- {when}, {hv} học viên là cán bộ, đảng viên của {party} đã tham dự lễ khai giảng lớp {lop} năm {year}.
- Với phương châm {dac_diem}, {when_low}, {org} mở lớp {lop} cho {hv} học viên.
[para]
- Trong {ngay} ngày, học viên được truyền đạt {chuyen_de} chuyên đề do các giảng viên, báo cáo viên có
  kinh nghiệm trình bày.
- Chương trình gồm {chuyen_de} chuyên đề, học trong {ngay} ngày; cuối khóa, học viên viết bài thu hoạch gắn với
  công việc đang đảm nhận.
+
- Nội dung tập trung vào những vấn đề cơ bản về Cương lĩnh, Điều lệ Đảng, nghị quyết đại hội các cấp và kỹ
  năng xử lý tình huống ở cơ sở.
- Điểm mới của lớp học là {dac_diem}; mỗi chuyên đề đều có phần đối thoại giữa học viên và giảng viên.
[para]
- Ban tổ chức lớp học yêu cầu học viên chấp hành nghiêm nội quy, lên lớp đầy đủ, tích cực nghiên cứu tài liệu, liên hệ
  với công việc của mình.
- Phát biểu tại lễ khai giảng, {chair} mong học viên xác định đúng động cơ học tập, đem kiến thức tiếp thu
  được vận dụng vào thực tiễn.
+
- Kết quả các lớp trước cho thấy có {gioi}% học viên xếp loại giỏi, không có học viên vi phạm quy chế.
- Từ đầu năm đến nay, {party} đã mở {n:4-16} lớp bồi dưỡng cho {n:5-19}00 lượt cán bộ, đảng viên;
  {gioi}% học viên đạt loại giỏi.
+
- Nhiều học viên cho biết, kiến thức từ lớp học giúp họ tự tin hơn khi điều hành sinh hoạt và giải thích
  chủ trương cho nhân dân.
- Sau lớp học, các chi bộ tiếp tục phân công đảng viên chính thức giúp đỡ, tạo điều kiện để học viên rèn luyện.
[quote]
- Học lý luận không phải để biết cho nhiều mà để làm cho đúng, nói cho dân hiểu và dân tin.
- Người cán bộ ngừng học là bắt đầu tụt lại so với nhiệm vụ.
[caption]
- school: Nơi tổ chức lớp {lop}.
- hall: Quang cảnh lễ khai giảng lớp {lop}.
- forum: Học viên thảo luận nhóm trong giờ học.
[tags]
- lý luận chính trị, bồi dưỡng cán bộ, đảng viên mới, học tập nghị quyết
""",
)

FOUNDATION = topic(
    "nen-tang-tu-tuong",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_noi_dung]
- nhận diện thông tin xấu, độc trên mạng xã hội
- định hướng dư luận trước vấn đề phức tạp
- lan tỏa thông tin tích cực
- nâng cao sức đề kháng cho đảng viên trẻ
- viết bài chính luận bảo vệ nền tảng tư tưởng của Đảng
- ngăn chặn biểu hiện “tự diễn biến”, “tự chuyển hóa”
- đấu tranh với luận điệu xuyên tạc về đại đoàn kết dân tộc
- ứng xử văn minh trên không gian mạng
- phát huy vai trò báo cáo viên, tuyên truyền viên
- nắm bắt tư tưởng cán bộ, đảng viên
[fact_phuong_cham]
- lấy cái đẹp dẹp cái xấu
- xây là cơ bản, chống là quyết liệt
- mỗi đảng viên là một chiến sĩ trên mặt trận tư tưởng
- từ sớm, từ xa, từ cơ sở
- nói đúng, nói trúng, nói kịp thời
- giữ vững trận địa tư tưởng
[numbers]
- tin: 900-9600
- nhom: 14-120
- bai: 12-86
- hv: 60-260
[title]
- {org} [tập huấn về|trao đổi chuyên đề|bàn giải pháp|bồi dưỡng kỹ năng] {noi_dung} {ky_ngan}
- {phuong_cham^}: [Kinh nghiệm|Cách làm|Kết quả] {noi_dung} ở {place_area}
- {noi_dung^} ở {cell}: {phuong_cham^}
- {cell} sinh hoạt chuyên đề về {noi_dung}
- {place_area^}: {phuong_cham^} để {noi_dung}
- {org} sơ kết [công tác|hoạt động] bảo vệ nền tảng tư tưởng của Đảng {ky}, chú trọng {noi_dung}
- {bai} tác phẩm dự thi chính luận của {party} {ky}
- {org} giao ban công tác tư tưởng {thang_ky}, tập trung {noi_dung}
- {noi_dung^}: [Trách nhiệm của mỗi chi bộ|Chuyện|Cách làm] ở {hamlet}
- {hv} [cán bộ, đảng viên|báo cáo viên, cộng tác viên] {place_area} dự tập huấn {noi_dung}
- {tin} tin, bài tích cực và cách {noi_dung} ở {place_area}
- {chair_ngan}: “{phuong_cham^}” khi {noi_dung}
- Đảng viên {hamlet} [tham gia|góp sức] {noi_dung}
[lead]
- {when}, {org} tổ chức hội nghị chuyên đề về {noi_dung} cho {hv} cán bộ, đảng viên, báo cáo viên, cộng
  tác viên dư luận xã hội.
- {when}, Ban Chỉ đạo 35 {level} họp đánh giá kết quả bảo vệ nền tảng tư tưởng của Đảng {ky}, trong đó nhấn
  mạnh việc {noi_dung}.
- Với phương châm {phuong_cham}, {party} đang có nhiều cách làm cụ thể để {noi_dung}. Nội dung này
  được trao đổi tại hội nghị do {org} tổ chức {when_low}.
[para]
- {ky^}, lực lượng nòng cốt đã đăng tải, chia sẻ {tin} tin, bài tích cực; duy trì {nhom} nhóm, trang
  thông tin trên mạng xã hội.
- Thực hiện Nghị quyết số 35-NQ/TW của Bộ Chính trị, các chi bộ đã lập {nhom} nhóm thông tin, chia sẻ {tin}
  lượt tin, bài chính thống, hình ảnh đẹp về quê hương, con người.
+
- Cuộc thi viết chính luận thu hút {bai} tác phẩm, nhiều bài có lập luận chặt chẽ, dẫn chứng sinh động từ
  cơ sở.
- Trước những thông tin sai lệch, các cơ quan kịp thời cung cấp thông tin chính thức, giải thích rõ ràng nên
  dư luận ổn định.
[para]
- Theo các báo cáo viên, thủ đoạn phổ biến hiện nay là cắt ghép hình ảnh, thổi phồng vụ việc đơn lẻ, lợi
  dụng khó khăn của người dân để kích động.
- Các ý kiến phân tích, tin giả thường lan nhanh vì đánh vào sự tò mò; vì vậy mỗi đảng viên cần kiểm chứng
  trước khi bình luận, chia sẻ.
+
- Cách phòng tốt nhất là công khai, minh bạch, giải quyết thấu đáo bức xúc của nhân dân ngay từ cơ sở.
- Muốn dân tin thì cán bộ phải gương mẫu, nói đúng sự thật và trả lời nhanh những điều dân hỏi.
+
- {~limits}, kỹ năng viết và phản bác của một bộ phận cộng tác viên còn hạn chế, thông tin có lúc chưa kịp thời.
- Hội nghị cũng đề nghị mở thêm lớp kỹ năng làm tin, bài, đồ họa ngắn cho lực lượng trẻ.
[quote]
- Sự thật được nói kịp thời, dễ hiểu là vũ khí mạnh nhất trước tin giả.
- Bảo vệ Đảng trước hết là làm tốt việc của mình, sống tử tế với dân và giữ lời với dân.
[caption]
- hall: Quang cảnh hội nghị về {noi_dung}.
- forum: Các cộng tác viên trao đổi kinh nghiệm.
- school: Học viên lớp tập huấn tại {place_area}.
[tags]
- bảo vệ nền tảng tư tưởng, Nghị quyết 35, thông tin xấu độc, tuyên truyền
""",
)

RESOLUTION = topic(
    "nghi-quyet",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_nghi_quyet]
- nghị quyết đại hội đảng bộ tỉnh
- nghị quyết về phát triển kinh tế tư nhân
- nghị quyết về đột phá khoa học, công nghệ và chuyển đổi số
- nghị quyết về đổi mới xây dựng và thi hành pháp luật
- nghị quyết về hội nhập quốc tế trong tình hình mới
- nghị quyết về phát triển giáo dục và đào tạo
- nghị quyết về chăm sóc sức khỏe nhân dân
- nghị quyết về an ninh năng lượng
- nghị quyết về phát triển du lịch
- nghị quyết về nông nghiệp, nông dân, nông thôn
- nghị quyết về phát triển văn hóa, con người
[fact_cach]
- học tập gắn với chương trình hành động
- rõ việc, rõ người, rõ kết quả
- đưa nghị quyết vào cuộc sống
- chọn việc đột phá
- lắng nghe kiến nghị từ cơ sở
- kiểm tra để nghị quyết không nằm trên giấy
[numbers]
- diem_cau: 8-64
- dv: 600-5800 x9
- ty_le: 93-99
- viec_so: 12-48
[title]
- {org} quán triệt {nghi_quyet} đến {diem_cau} điểm cầu
- {org} thông qua chương trình hành động gồm {viec_so} nhiệm vụ thực hiện {nghi_quyet}
-x {place}: {cach^} từ {nghi_quyet}
- {nghi_quyet^} ở {unit}: {cach^}
- {dv} đảng viên của {party} học tập {nghi_quyet}
- {cell} cụ thể hóa {nghi_quyet} bằng {viec_so} phần việc
- {party} sơ kết thực hiện {nghi_quyet} {ky}
- {chair_ngan} truyền đạt {nghi_quyet} tại {hamlet}
- {cach^}: Kinh nghiệm thực hiện {nghi_quyet} ở {hamlet}
- {cach^}: {cell} thực hiện {nghi_quyet}
- {viec_so} nhiệm vụ cụ thể hóa {nghi_quyet} ở {place_area}
- Đảng viên {hamlet} [học tập|thảo luận|góp ý thực hiện] {nghi_quyet}
[lead]
- {when}, {org} tổ chức hội nghị trực tiếp kết hợp trực tuyến quán triệt, triển khai {nghi_quyet} đến
  {diem_cau} điểm cầu với {dv} đảng viên tham dự.
- {when}, {chair} trực tiếp truyền đạt những nội dung cốt lõi của {nghi_quyet} tới cán bộ, đảng viên
  {party}.
- Sau khi học tập {nghi_quyet}, {party} chọn hướng {cach}. {when}, {org} họp đánh giá kết quả bước đầu.
[para]
- Hội nghị tập trung làm rõ quan điểm, mục tiêu, nhiệm vụ và giải pháp; phân tích thời cơ, thách thức đối
  với địa phương, đơn vị.
- Báo cáo viên dành nhiều thời gian liên hệ thực tiễn, chỉ ra những việc làm được ngay và những việc cần lộ
  trình, nguồn lực.
+
- Ngay sau hội nghị, {org} ban hành chương trình hành động gồm {viec_so} nhiệm vụ, phân công cơ quan chủ
  trì, thời hạn hoàn thành.
- Dự thảo chương trình hành động xác định {viec_so} đầu việc, trong đó {n:3-6} việc mang tính đột phá, có
  sản phẩm cụ thể từng quý.
+
- Tỷ lệ đảng viên tham gia học tập đạt {ty_le}%; 100% chi bộ xây dựng kế hoạch thực hiện.
- Đến nay, {ty_le}% đảng viên đã học tập, viết cam kết; người vắng có lý do được bố trí học bổ sung.
[para]
- Ở cơ sở, nghị quyết được cụ thể hóa bằng những phần việc gần gũi: hỗ trợ hộ kinh doanh, cải thiện thủ tục
  hành chính, chỉnh trang đường làng, ngõ phố.
- Nhiều chi bộ chọn mỗi quý một việc khó để tập trung giải quyết dứt điểm, tạo chuyển biến rõ nét.
+
- {~limits}, một số nơi xây dựng kế hoạch còn sao chép, chưa tính kỹ nguồn lực và điều kiện thực hiện.
- Hội nghị cũng thẳng thắn nhìn nhận khâu sơ kết, kiểm tra ở vài nơi chưa thường xuyên.
[quote]
- Nghị quyết phải được người dân cảm nhận bằng con đường đi tốt hơn, thủ tục nhanh hơn, thu nhập cao hơn.
- Học nghị quyết là để làm. Sau hội nghị này mỗi đồng chí phải trả lời được câu hỏi: ngày mai mình làm việc gì?
[caption]
- hall: Quang cảnh hội nghị quán triệt nghị quyết.
- hall: Đảng viên dự hội nghị tại điểm cầu {place_area}.
- windfarm: Năng lượng tái tạo là một trong những hướng phát triển của tỉnh.
- town: Diện mạo {place_area} hôm nay.
[tags]
- nghị quyết, học tập nghị quyết, chương trình hành động, đưa nghị quyết vào cuộc sống
""",
)

INTERNAL_AFFAIRS = topic(
    "noi-chinh",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_noi_dung]
- phòng, chống tham nhũng, lãng phí, tiêu cực
- giải quyết đơn thư khiếu nại, tố cáo kéo dài
- cải cách tư pháp
- bảo đảm an ninh trật tự ở cơ sở
- phòng, chống tội phạm công nghệ cao
- tiếp công dân của người đứng đầu cấp ủy
- kê khai tài sản, thu nhập
- thực hành tiết kiệm trong cơ quan nhà nước
- phòng, chống ma túy
- bảo đảm trật tự an toàn giao thông
- hòa giải ở cơ sở
[fact_yeu_cau]
- không để phát sinh điểm nóng
- phòng ngừa là chính, là cơ bản
- giải quyết ngay từ cơ sở
- công khai, minh bạch
- nêu cao trách nhiệm người đứng đầu
- dựa vào dân, lắng nghe dân
[numbers]
- don: 24-260 x6
- giai_quyet: don*80-98
- luot: 40-320 x9
- vu: 6-48 x6
[title]
- {org} họp bàn về công tác {noi_dung} {ky_toi}
- {noi_dung^} {ky}: {yeu_cau^}
- {place_area^}: Chú trọng {noi_dung}, {yeu_cau}
- {hamlet^} [chú trọng|làm tốt công tác|tăng cường] {noi_dung}: {yeu_cau^}
- {org} {so_ket} công tác {noi_dung} {ky}
- {chair_ngan} kiểm tra công tác {noi_dung} tại {hamlet}
- {party} tăng cường {noi_dung} {ky_toi}: {yeu_cau^}
- {giai_quyet}/{don} đơn thư của công dân ở {unit} được giải quyết {ky}
- {cell} sinh hoạt chuyên đề về {noi_dung}
- Công tác {noi_dung} ở {hamlet}: {yeu_cau^}
- {place_area^}: {yeu_cau^} trong công tác {noi_dung}
- {luot} lượt công dân ở {place_area} được tiếp {ky}, chú trọng {noi_dung}
- {noi_dung^} ở {cell}: {yeu_cau^}
[lead]
- {when}, {org} tổ chức hội nghị đánh giá công tác {noi_dung} {ky} và triển khai nhiệm vụ {ky_toi}.
- {when}, {chair} làm việc với các cơ quan nội chính về công tác {noi_dung}, yêu cầu {yeu_cau}.
- Công tác {noi_dung} được {org} đưa ra đánh giá tại hội nghị diễn ra {when_low}, với yêu cầu xuyên suốt
  là {yeu_cau}.
[para]
- {ky^}, các cơ quan tiếp {luot} lượt công dân, tiếp nhận {don} đơn; đã giải quyết {giai_quyet} đơn, số
  còn lại đang trong thời hạn.
- Theo báo cáo, trong {don} đơn thuộc thẩm quyền có {giai_quyet} đơn được giải quyết, chủ yếu liên quan đất
  đai, môi trường và tranh chấp dân sự.
+
- Tình hình an ninh chính trị, trật tự an toàn xã hội ổn định; lực lượng chức năng điều tra, làm rõ {vu} vụ
  việc, nhận được sự phối hợp tích cực của nhân dân.
- Tổ hòa giải ở các khu dân cư hòa giải thành {n:82-96}% số vụ việc, giữ được tình làng nghĩa xóm.
+
- Công tác phòng ngừa được chú trọng: công khai tài chính, mua sắm, đấu thầu; xác minh tài sản, thu nhập theo
  kế hoạch.
- Các cơ quan, đơn vị rà soát quy trình nội bộ, cắt giảm khâu trung gian, hạn chế kẽ hở phát sinh nhũng nhiễu.
[para]
- {~limits}, một số vụ việc kéo dài do hồ sơ lưu trữ thiếu, công tác phối hợp giữa các ngành có lúc chưa chặt.
- {~limits}, hội nghị đề nghị tập trung vào những lĩnh vực nhạy cảm như đất đai, đầu tư công và quản lý tài
  sản sau sắp xếp.
+
- {org} {~asked} người đứng đầu cấp ủy tiếp dân đúng lịch, trực tiếp đối thoại với những vụ việc phức tạp.
- {org} giao các cơ quan nội chính phối hợp chặt chẽ, định kỳ giao ban, kiểm tra việc thực hiện kết luận.
[quote]
- Một lá đơn được trả lời thấu tình đạt lý từ đầu thì sẽ không có điểm nóng về sau.
- Tiết kiệm, chống lãng phí phải trở thành nếp sống hằng ngày của mỗi cán bộ, đảng viên.
[caption]
- forum: Quang cảnh buổi làm việc về công tác {noi_dung}.
- hall: Các đại biểu dự hội nghị {when_low}.
- town: Bình yên {place_area}.
[tags]
- nội chính, phòng chống tham nhũng, tiếp công dân, an ninh trật tự
""",
)
