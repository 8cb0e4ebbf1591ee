"""News of work among the people: skilful mobilisation, following Uncle Ho, voters, welfare, unions."""

from portal.ops.demo.family import topic

MOBILISATION = topic(
    "dan-van",
    "field",
    """
[fact_su_kien]
- buổi sinh hoạt cộng đồng
[fact_mo_hinh]
- Tuyến đường xanh – sạch – đẹp
- Thắp sáng đường dân sinh
- Camera an ninh khu dân cư
- Chung tay mở rộng hẻm nhỏ
- Tổ tự quản bảo vệ môi trường
- Mỗi tuần một địa chỉ đỏ
- Ngày thứ Bảy vì dân
- Phân loại rác tại nguồn
- Tổ hòa giải ba không
- Tiếng loa khuyến học
- Nhà văn hóa mở
- Hũ gạo nghĩa tình
- Tổ tiết kiệm nghĩa tình
- Vườn rau dinh dưỡng
- Chính quyền lắng nghe
- Cùng dân số hóa thủ tục
[fact_loi_ich]
- lòng dân thuận, việc gì cũng thông
- khi đảng viên đi trước
- từ việc nhỏ đến phong trào lớn
- dân biết, dân bàn, dân làm, dân thụ hưởng
- hiệu quả nhìn thấy từ cơ sở
- cách làm hay cần nhân rộng
- gắn kết tình làng nghĩa xóm
- đồng thuận tạo nên sức mạnh
[numbers]
- ho: 42-260
- tien: 85-960
- ngay_cong: 120-980
- tong_mo_hinh: 18-96 x20
[title]
- Mô hình “{mo_hinh}” ở {hamlet}: {loi_ich^}
- “{mo_hinh}” – mô hình “Dân vận khéo” [hiệu quả|thiết thực|được lòng dân] ở {hamlet}
-x {place} nhân rộng mô hình “{mo_hinh}”
-x Dân vận khéo ở {place}: “{mo_hinh}” – {loi_ich}
- “Dân vận khéo” ở {hamlet}: {ho} hộ dân cùng làm, {loi_ich}
- {org} ra mắt mô hình “{mo_hinh}” tại {hamlet}
- {hamlet^} chung tay thực hiện mô hình “{mo_hinh}”
- {ho} hộ dân {hamlet} cùng làm “{mo_hinh}”
-t Mô hình “{mo_hinh}” lan tỏa ở {spots}
- {mttq} [khảo sát|đánh giá] mô hình “{mo_hinh}” tại {hamlet}
[lead]
- {when}, tại {hamlet_full}, {mttq} phối hợp các đoàn thể ra mắt mô hình “{mo_hinh}” với {ho} hộ tham gia.
- Sau một thời gian triển khai, mô hình “{mo_hinh}” ở {hamlet_full} đã cho thấy bài học: {loi_ich}. {when},
  {chair} đã đến thăm, động viên các hộ tham gia.
- {when}, {org} khảo sát kết quả mô hình “{mo_hinh}” tại {hamlet_full}, một trong những mô hình “Dân vận
  khéo” tiêu biểu năm {year}.
[para]
- Trước đây, nhiều phần việc ở khu dân cư trông chờ vào Nhà nước. Từ khi chi bộ họp dân, bàn công khai
  từng khoản đóng góp, {ho} hộ đã tự nguyện tham gia, cử đại diện giám sát.
- Để mô hình đi vào nền nếp, cấp ủy thành lập tổ vận động gồm đảng viên, người có uy tín và trưởng các
  chi hội; đến từng nhà giải thích cặn kẽ lợi ích, cách làm.
+
- Từ sự đồng thuận ấy, {~people} đã góp {tien} triệu đồng, {ngay_cong} ngày công cùng nhiều hiện vật.
- Kết quả, {~people} đóng góp {ngay_cong} ngày công cùng số tiền {tien} triệu đồng, công khai thu chi
  trên bảng tin {hamlet_word}.
+
- Những buổi họp dân được rút ngắn, ai cũng được nói, việc gì thống nhất thì ghi vào biên bản để cùng làm.
- Đường sá sạch đẹp hơn, những va chạm nhỏ giữa các gia đình được hòa giải ngay tại chỗ.
[para]
- Theo {mttq}, năm {year}, toàn {level} đăng ký {tong_mo_hinh} mô hình “Dân vận khéo”, tập trung vào phát
  triển kinh tế, văn hóa - xã hội và giữ gìn an ninh trật tự.
- Hiện toàn {level} có {tong_mo_hinh} mô hình, điển hình “Dân vận khéo”, trong đó {n:55-85}% được đánh
  giá hoạt động hiệu quả.
+
- Điểm chung của các mô hình là xuất phát từ nhu cầu thực tế của nhân dân, do nhân dân bàn và quyết định.
- Bài học rút ra là cán bộ phải “óc nghĩ, mắt trông, tai nghe, chân đi, miệng nói, tay làm”, không nói suông.
- Việc khó đến mấy, khi công khai, dân chủ và có đảng viên làm trước thì người dân đều ủng hộ.
[quote]
- Dân vận kém thì việc gì cũng kém, dân vận khéo thì việc gì cũng thành công. Lời Bác dạy vẫn còn nguyên
  giá trị đối với cán bộ cơ sở hôm nay.
- Chúng tôi không hứa nhiều, chỉ chọn việc người dân cần nhất để làm trước.
[caption]
- town: Tuyến đường {hamlet} khang trang nhờ mô hình “{mo_hinh}”.
- hills: Một góc {hamlet_full} hôm nay.
- fields: Cảnh quan {hamlet} sau khi thực hiện mô hình.
- forum: Người dân trao đổi về cách thực hiện mô hình.
[tags]
- dân vận khéo, quy chế dân chủ, đại đoàn kết, mô hình hay
""",
)

UNCLE_HO = topic(
    "hoc-tap-bac",
    "meeting",
    """
[fact_su_kien]
- buổi tọa đàm
[fact_chu_de]
- nói đi đôi với làm, nêu gương về đạo đức
- phong cách gần dân, trọng dân, học dân
- ý chí tự lực, tự cường
- thực hành tiết kiệm, chống lãng phí
- tinh thần trách nhiệm với công việc
- phong cách làm việc khoa học, dân chủ
- đạo đức công vụ, tận tụy phục vụ nhân dân
- xây dựng khối đại đoàn kết toàn dân tộc
- tự phê bình và phê bình
- chăm lo bồi dưỡng thế hệ trẻ
- tinh thần học tập suốt đời
- lối sống giản dị, khiêm tốn
[fact_viec_lam]
- tiếp nhận hồ sơ ngoài giờ cho người cao tuổi
- nhận giúp đỡ từng hộ khó khăn
- họp ít, đi cơ sở nhiều
- đối thoại định kỳ với nhân dân
- tiết kiệm chi thường xuyên để làm nhà tình nghĩa
- trồng cây xanh dọc các tuyến đường
- đọc và chia sẻ sách hằng tháng
- nhận đỡ đầu học sinh mồ côi
- trực tiếp xuống hộ làm thủ tục cho người khuyết tật
[numbers]
- tap_the: 4-16
- ca_nhan: 9-42
- ho: 12-90
- tien: 45-460
[title]
- {org} tọa đàm về {chu_de} [nhân dịp|hướng tới] {ky_niem}
- Học Bác từ việc làm cụ thể: {cell} {viec_lam}
- {cell} học tập Bác về {chu_de}: {viec_lam^}
- {place}: [Lan tỏa|Nhân rộng|Đẩy mạnh] việc học tập và làm theo Bác về {chu_de} từ {hamlet}
- Học và làm theo Bác ở {hamlet}: Đảng viên {viec_lam}
- Làm theo Bác, {cell} {viec_lam}
- {org} [biểu dương|tuyên dương|gặp mặt] {ca_nhan} gương điển hình học tập và làm theo Bác {ky_ngan}
- {party} đưa việc học tập Bác về {chu_de} vào sinh hoạt {thang_ky}
- {party} chọn {ca_nhan} điển hình về {chu_de}
- Từ {chu_de} đến việc {viec_lam} ở {hamlet}
- {chair_ngan} tọa đàm với {cell} về {chu_de}
- {tap_the} tập thể ở {place_area} có cách làm hay: {viec_lam^}
[lead]
- {when}, {org} tổ chức tọa đàm về {chu_de} theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
- Từ chuyên đề {chu_de}, {cell} đã chọn việc làm cụ thể là {viec_lam}. Kết quả được báo cáo tại buổi
  tọa đàm diễn ra {when_low}.
- {when}, {org} sơ kết việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm {year},
  tuyên dương {tap_the} tập thể và {ca_nhan} cá nhân điển hình.
[para]
- Ban tổ chức cho biết, ngay từ đầu năm, 100% chi bộ đã đưa chuyên đề vào sinh hoạt, hướng dẫn đảng viên
  đăng ký việc làm theo phù hợp với chức trách, nhiệm vụ.
- Thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị, {org} chọn hướng “học đi đôi với làm”, mỗi tập thể ít
  nhất một mô hình, mỗi đảng viên một phần việc.
+
- Ở {cell}, đảng viên cùng nhau {viec_lam}; việc làm ấy tuy nhỏ nhưng đều đặn, có theo dõi và có kết quả.
- Tiêu biểu là {cell} với cách làm {viec_lam}, được nhân dân nơi cư trú quý mến, tin tưởng.
+
- Sau một năm, các chi bộ đã giúp đỡ {ho} hộ có hoàn cảnh khó khăn với tổng trị giá {tien} triệu đồng.
- Từ nguồn tiết kiệm {tien} triệu đồng, {party} đã hỗ trợ {ho} hộ về con giống, học bổng và sửa
  chữa nhà ở.
[para]
- Các tham luận tại tọa đàm đều cho rằng học Bác không phải điều gì xa vời mà ở ngay trong cách tiếp
  dân, cách giải quyết từng bộ hồ sơ.
- Nhiều ý kiến tại tọa đàm nhấn mạnh vai trò nêu gương của người đứng đầu: nói ít, làm nhiều và giữ lời hứa.
+
- Cũng có ý kiến thẳng thắn rằng một số bản đăng ký còn chung chung, chưa gắn với vị trí công tác, khó
  kiểm tra, đánh giá.
- Việc đánh giá kết quả làm theo hằng năm được gắn với xếp loại đảng viên, tránh hình thức.
[quote]
- Học Bác trước hết là học sự tận tụy. Người dân đến cơ quan mà được đón bằng nụ cười thì việc khó cũng
  nhẹ đi một nửa.
- Làm theo Bác không cần việc lớn, chỉ cần việc thật, làm thật và làm đến cùng.
[caption]
- hall: Quang cảnh buổi tọa đàm về {chu_de}.
- forum: Đại biểu chia sẻ cách làm hay tại buổi tọa đàm.
- school: Đảng viên tham gia chăm sóc khuôn viên nơi công cộng.
[tags]
- học tập và làm theo Bác, Chỉ thị 05, nêu gương, điển hình tiên tiến
""",
)

VOTERS = topic(
    "tiep-xuc-cu-tri",
    "field",
    """
[fact_su_kien]
- hội nghị
[fact_kien_nghi]
- nâng cấp đường liên {hamlet_word}
- bảo đảm nước sinh hoạt mùa khô
- cấp giấy chứng nhận quyền sử dụng đất
- bổ sung đèn chiếu sáng và biển báo giao thông
- xử lý ô nhiễm từ cơ sở chăn nuôi
- hỗ trợ giải quyết thủ tục hành chính ở nơi xa trung tâm
- nạo vét kênh mương, tiêu thoát nước
- đầu tư phòng học và trang thiết bị dạy học
- quản lý giá cả vật tư nông nghiệp
- bảo hiểm y tế cho người có thu nhập thấp
- nâng cấp trạm y tế, bổ sung bác sĩ
- ổn định nguồn điện sản xuất
[numbers]
- cu_tri: 70-240
- y_kien: 12-36
- tra_loi: y_kien*55-80
[title]
- Đại biểu HĐND {level} tiếp xúc {cu_tri} cử tri tại {hamlet}, nghe kiến nghị {kien_nghi}
- Cử tri {hamlet} kiến nghị {kien_nghi}
- Tiếp xúc cử tri {hamlet}: Nhiều kiến nghị về {kien_nghi}
- Lãnh đạo {unit} đối thoại với nhân dân {hamlet} về việc {kien_nghi}
-x {place}: {y_kien} ý kiến cử tri gửi đến kỳ họp HĐND {level}
-x {place} giải quyết kiến nghị của cử tri {hamlet} về {kien_nghi}
- {ubnd} trả lời cử tri {hamlet} về việc {kien_nghi}
- {y_kien} ý kiến tại hội nghị tiếp xúc cử tri {hamlet}, nổi lên việc {kien_nghi}
- {chair_ngan} đối thoại với {cu_tri} người dân về {kien_nghi}
- {tra_loi}/{y_kien} kiến nghị của cử tri {hamlet} được trả lời ngay tại hội nghị
[lead]
- {when}, các đại biểu HĐND {level} đã tiếp xúc với {cu_tri} cử tri tại {hamlet_full}, lắng nghe tâm
  tư, nguyện vọng và kiến nghị trước kỳ họp.
- {when}, tại nhà văn hóa {hamlet}, {chair} đối thoại trực tiếp với {cu_tri} người dân về những
  vấn đề dân sinh, trong đó nổi lên việc {kien_nghi}.
- Có {y_kien} ý kiến được cử tri {hamlet_full} nêu tại hội nghị tiếp xúc {when_low}, tập trung vào
  việc {kien_nghi}.
[para]
- Sau khi nghe thông báo dự kiến nội dung kỳ họp và kết quả phát triển kinh tế - xã hội {ky}, cử tri bày
  tỏ phấn khởi trước những đổi thay của địa phương.
- Cử tri đánh giá chính quyền địa phương hai cấp vận hành ngày càng nền nếp, thái độ phục vụ của cán
  bộ, công chức có nhiều tiến bộ.
+
- {~limits}, cử tri đề nghị các cấp quan tâm {kien_nghi}, cho rằng đây là nhu cầu bức thiết kéo dài
  nhiều năm.
- Các ý kiến đề nghị sớm {kien_nghi}, đồng thời công khai tiến độ để nhân dân theo dõi, giám sát.
+
- Nhiều cử tri cũng phản ánh tình trạng tốc độ phương tiện qua khu dân cư, giá cả đầu ra của {produce} và
  việc làm cho lao động trẻ.
- Ngoài ra, cử tri kiến nghị tăng cường hướng dẫn nộp hồ sơ trực tuyến cho người cao tuổi, quản lý tốt
  trật tự xây dựng.
[para]
- Tại hội nghị, lãnh đạo {ubnd} và các cơ quan chuyên môn đã trả lời, làm rõ {tra_loi} ý kiến thuộc
  thẩm quyền; các nội dung còn lại được tổng hợp chuyển cơ quan cấp trên.
- {chu_tich} tiếp thu, giải trình từng nhóm vấn đề; {tra_loi} trong {y_kien} ý kiến được trả lời ngay,
  số còn lại có thời hạn trả lời bằng văn bản trong 15 ngày.
+
- Riêng việc {kien_nghi}, địa phương đã khảo sát, đưa vào kế hoạch và sẽ thông báo kết quả cho nhân dân.
- Đối với việc {kien_nghi}, các ngành sẽ kiểm tra thực tế ngay trong tháng, xác định rõ trách nhiệm và
  nguồn vốn.
[quote]
- Ý kiến của cử tri được ghi đầy đủ, việc nào làm được phải làm ngay, việc nào chưa làm được phải nói
  rõ vì sao và bao giờ làm.
- Chúng tôi mong sau mỗi lần tiếp xúc, người dân được trả lời bằng kết quả cụ thể.
[caption]
- forum: Quang cảnh hội nghị tiếp xúc cử tri tại {hamlet}.
- hall: Cử tri {hamlet} dự hội nghị {when_low}.
- forum: Cử tri nêu ý kiến tại hội nghị.
[tags]
- tiếp xúc cử tri, đối thoại, HĐND, kiến nghị cử tri
""",
)

WELFARE = topic(
    "an-sinh",
    "field",
    """
[fact_su_kien]
- chuyến thăm
[fact_hoat_dong]
- trao nhà đại đoàn kết
- thăm, tặng quà gia đình chính sách
- trao sinh kế cho hộ nghèo
- tặng xe đạp, học bổng cho học sinh
- khám bệnh, cấp thuốc miễn phí
- thăm Mẹ Việt Nam Anh hùng
- dâng hương, tưởng niệm các anh hùng liệt sĩ
- tặng thẻ bảo hiểm y tế cho hộ cận nghèo
- bàn giao nhà tình nghĩa
- hỗ trợ gia đình gặp hoạn nạn
- xóa nhà tạm, nhà dột nát
[fact_y_nghia]
- nghĩa tình hậu phương
- ấm lòng người dân vùng khó
- không để ai bị bỏ lại phía sau
- tiếp thêm động lực thoát nghèo
- sẻ chia từ những tấm lòng
- trọn vẹn nghĩa tình
- thêm mái ấm cho hộ nghèo
[numbers]
- suat: 40-320
- tien: suat*130-190
- ho: 12-160
- nha: 4-42 x22
[title]
- {org} {hoat_dong} tại {hamlet}
- {mttq} {hoat_dong} ở {hamlet}: {y_nghia^}
-x {place}: {hoat_dong^} nhân dịp {dip}
-x {place} huy động {tien} triệu đồng {hoat_dong}
- {chair_ngan} {hoat_dong} ở {hamlet}
- {hoat_dong^} tại {hamlet}: {y_nghia^}
- {y_nghia^}: {org} {hoat_dong}
- {suat} suất quà đến với người dân {hamlet} nhân dịp {dip}
- {org} chăm lo {ho} hộ chính sách, hộ nghèo ở {hamlet}
[lead]
- Nhân dịp {dip}, {when_low}, {chair} dẫn đầu đoàn công tác {hoat_dong} tại {hamlet_full}.
- {when}, {mttq} phối hợp các nhà hảo tâm {hoat_dong} tại {hamlet_full} với tổng trị giá {tien} triệu đồng.
- Thực hiện đạo lý “Uống nước nhớ nguồn”, {when_low}, {org} {hoat_dong} tại {hamlet_full}.
[para]
- Tại những nơi đến thăm, đoàn ân cần hỏi thăm sức khỏe, đời sống của các gia đình; mong bà con tiếp tục
  nỗ lực vươn lên, nuôi dạy con cháu chăm ngoan.
- Trong không khí ấm áp, đoàn trao {suat} suất quà gồm tiền mặt và nhu yếu phẩm cho {ho} hộ, mỗi suất trị
  giá từ 1 đến 2 triệu đồng.
+
- Nguồn kinh phí {tien} triệu đồng được vận động từ cán bộ, đảng viên, doanh nghiệp và các tổ chức thiện
  nguyện trong và ngoài {level}.
- Tổng giá trị hoạt động lần này là {tien} triệu đồng, được công khai tại trụ sở để nhân dân giám sát.
[para]
- Theo thống kê, từ đầu năm đến nay, toàn {level} đã xây mới, sửa chữa {nha} căn nhà; giúp {ho} hộ có vốn,
  con giống và kỹ thuật để sản xuất.
- Công tác giảm nghèo được thực hiện theo hướng “trao cần câu”: mỗi chi bộ nhận giúp ít nhất một hộ,
  đến nay {n:40-85}% số hộ được giúp có thu nhập ổn định.
+
- Phong trào “Đền ơn đáp nghĩa” được duy trì thường xuyên; 100% gia đình người có công có mức sống bằng
  hoặc cao hơn mức sống trung bình nơi cư trú.
- Tỷ lệ hộ nghèo đa chiều giảm còn {p:1-4}%; diện bao phủ bảo hiểm y tế đạt {p:92-97}% dân số.
[para]
- Đón nhận món quà nghĩa tình, nhiều gia đình xúc động gửi lời cảm ơn sự quan tâm của Đảng, Nhà nước và
  cộng đồng.
- Đại diện một hộ được hỗ trợ cho biết, sự quan tâm này giúp gia đình có thêm động lực vượt qua khó khăn.
+
- {org} giao chi bộ và các đoàn thể tiếp tục theo dõi, hướng dẫn các hộ sử dụng nguồn hỗ trợ đúng mục đích.
- Những hộ còn khó khăn về nhà ở tiếp tục được rà soát để vận động hỗ trợ trong {ky_toi}.
[quote]
- Chăm lo cho người có công và hộ nghèo là trách nhiệm, cũng là tình cảm của mỗi cán bộ, đảng viên.
- Một món quà đúng lúc, một việc làm đúng chỗ có thể giúp cả một gia đình đứng dậy.
[caption]
- town: Những ngôi nhà mới ở {hamlet_full}.
- forum: Quang cảnh buổi {hoat_dong} tại {hamlet}.
- school: Điểm trao quà tại {hamlet_full}.
- hills: Đường về {hamlet}.
[tags]
- an sinh xã hội, đền ơn đáp nghĩa, giảm nghèo, người có công
""",
)
