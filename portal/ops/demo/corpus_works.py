"""News of public works and site clearance, natural disasters, unions, and official notices."""

from portal.ops.demo.family import topic

WORKS = topic(
    "dau-tu-cong",
    "field",
    """
[fact_su_kien]
- buổi kiểm tra
[fact_du_an]
- đường liên xã
- kè chống sạt lở
- hồ chứa nước
- trường học đạt chuẩn quốc gia
- trạm y tế
- đường ven biển
- khu tái định cư
- hệ thống thoát nước đô thị
- chợ trung tâm
- đường vào khu sản xuất
- hệ thống cấp nước sạch
- cầu dân sinh
- trung tâm văn hóa - thể thao
[fact_hanh_dong]
- đẩy nhanh tiến độ
- tháo gỡ vướng mắc
- vận động nhân dân bàn giao mặt bằng
- đẩy nhanh giải phóng mặt bằng
- gỡ khó cho
- thi công “ba ca, bốn kíp”
[numbers]
- ho: 28-260
- da_nhan: ho*60-97
- ha: 2-24
- von: 12-180
- giai_ngan: 42-96
- khoi_luong: 28-92
[title]
- {place}: {hanh_dong^} dự án {du_an}
- {chair_ngan} kiểm tra tiến độ dự án {du_an} qua {hamlet}
- {da_nhan}/{ho} hộ dân {hamlet} đồng thuận bàn giao mặt bằng dự án {du_an}
- {org} tập trung {hanh_dong} dự án {du_an} qua {hamlet}
- Giải phóng mặt bằng dự án {du_an}: Cách làm ở {hamlet}
- {ubnd} họp bàn giải pháp {hanh_dong} dự án {du_an}
- Đồng thuận từ {hamlet}: {da_nhan} hộ dân bàn giao mặt bằng cho dự án {du_an}
- Dự án {du_an} tại {hamlet} đạt {khoi_luong}% khối lượng
- Đối thoại với các hộ dân bị ảnh hưởng bởi dự án {du_an} ở {hamlet}
- {chair_ngan} gặp gỡ {ho} hộ dân {hamlet} trong vùng dự án {du_an}
[lead]
- {when}, {chair} kiểm tra thực địa dự án {du_an} tại {hamlet_full}, yêu cầu các đơn vị {hanh_dong} để
  sớm đưa công trình vào sử dụng.
- {when}, {org} làm việc với chủ đầu tư và các ngành về dự án {du_an} qua {hamlet_full}; trọng tâm là
  công tác giải phóng mặt bằng.
- Với quan điểm “chậm là có lỗi với dân”, {when_low}, {org} bàn giải pháp {hanh_dong} đối với dự án
  {du_an} tại {hamlet_full}.
[para]
- Dự án có tổng vốn đầu tư {von} tỷ đồng, diện tích thu hồi {ha} ha, ảnh hưởng đến {ho} hộ dân. Đến nay,
  {da_nhan} hộ đã nhận tiền và bàn giao mặt bằng.
- Theo chủ đầu tư, công trình đã đạt {khoi_luong}% khối lượng; công tác bồi thường hoàn thành đối với
  {da_nhan}/{ho} hộ, diện tích còn lại tập trung ở những thửa đất chưa rõ nguồn gốc.
+
- Vướng mắc hiện nay là giá đất bồi thường, nguồn vật liệu đắp nền và việc di dời hạ tầng điện, nước.
- Một số hộ còn băn khoăn về vị trí tái định cư và thời gian giao nền, cần được giải thích thấu đáo.
+
- Tổ vận động gồm đại diện cấp ủy, Mặt trận, các đoàn thể và người có uy tín đã nhiều lần đến từng nhà,
  công khai phương án, lắng nghe từng kiến nghị.
- Nhiều đảng viên có đất trong vùng dự án đã bàn giao mặt bằng trước, tạo sức lan tỏa trong nhân dân.
[para]
- Lũy kế đến thời điểm kiểm tra, tỷ lệ giải ngân vốn đầu tư công của {unit} đạt {giai_ngan}% kế hoạch.
- Trong {ky}, tỷ lệ giải ngân vốn đầu tư công trên địa bàn đạt {giai_ngan}%, cao hơn cùng kỳ năm trước.
+
- {chair} {~asked} chủ đầu tư cam kết tiến độ từng tuần; {ubnd} giải quyết dứt điểm hồ sơ còn lại, không
  để mặt bằng “xôi đỗ”.
- {org} {~asked} mỗi dự án có một cấp ủy viên phụ trách, định kỳ giao ban tại hiện trường, việc phát sinh
  xử lý không quá ba ngày.
[quote]
- Chính sách phải đúng, phải công bằng và phải giải thích đến khi người dân hiểu. Đừng để dân thiệt vì
  sự chậm trễ của cán bộ.
- Mặt bằng sạch đến đâu, thi công đến đó; chất lượng công trình là uy tín của chúng ta với nhân dân.
[caption]
- town: Khu vực dự án {du_an} tại {hamlet}.
- hills: Tuyến thi công qua {hamlet_full}.
- forum: Quang cảnh buổi làm việc về dự án {du_an}.
[tags]
- đầu tư công, giải phóng mặt bằng, công trình trọng điểm, đối thoại
[table]
- Tiến độ một số phần việc của dự án
[rows]
- Diện tích đã bàn giao | ha | 4-60 | 100
- Hộ dân đã nhận tiền bồi thường | hộ | 30-220 | 100
- Nền tái định cư đã bố trí | nền | 12-90 | 100
- Vốn đã giải ngân | tỷ đồng | 12-180 | 100
""",
)

DISASTER = topic(
    "phong-chong-thien-tai",
    "field",
    """
[fact_su_kien]
- buổi kiểm tra
[fact_thien_tai]
- mưa lũ
- mưa lớn kéo dài
- lũ quét
- nước dâng, ngập lụt
- ngập úng
- giông, lốc
- sạt lở đất
- bão và áp thấp nhiệt đới
[fact_hanh_dong]
- chủ động phương án “bốn tại chỗ”
- kiểm tra các điểm xung yếu
- diễn tập ứng phó
- giúp dân khắc phục hậu quả
- sẵn sàng sơ tán dân
- gia cố đê, kè
- nạo vét kênh mương
- cắm biển cảnh báo
[numbers]
- ho: 18-260
- luc_luong: 60-480
- diem: 4-22
- phuong_tien: 12-64
[title]
- {place}: {hanh_dong^} phòng, chống {thien_tai}
- {org} kiểm tra công tác phòng, chống {thien_tai} tại {hamlet}
- {unit^} {hanh_dong}, ứng phó {thien_tai}
- {chair_ngan} kiểm tra {diem} điểm xung yếu phòng, chống {thien_tai}
- Ứng phó {thien_tai}: {unit^} {hanh_dong}
- {luc_luong} cán bộ, chiến sĩ giúp dân {hamlet} ứng phó với {thien_tai}
- Đảng viên {cell} xung kích phòng, chống {thien_tai}
- {hamlet^} {hanh_dong}, giảm thiệt hại do {thien_tai}
- Không chủ quan với {thien_tai}: Cách làm của {unit}
[lead]
- {when}, {chair} dẫn đầu đoàn công tác kiểm tra các điểm có nguy cơ {thien_tai} tại {hamlet_full}.
- Trước diễn biến phức tạp của thời tiết, {when_low}, {org} họp tại {hamlet} triển khai công tác phòng, chống
  {thien_tai}, yêu cầu các lực lượng {hanh_dong}.
- {when}, {luc_luong} cán bộ, chiến sĩ, dân quân và đoàn viên đã có mặt tại {hamlet_full} để {hanh_dong},
  chủ động ứng phó với {thien_tai}.
[para]
- Qua rà soát, trên địa bàn {unit} có {diem} điểm nguy cơ cao, {ho} hộ dân cần sẵn sàng di dời khi có
  tình huống xấu.
- Theo Ban Chỉ huy phòng thủ dân sự {level}, toàn địa bàn có {diem} khu vực cần theo dõi đặc biệt với
  {ho} hộ sinh sống.
+
- Địa phương đã chuẩn bị {phuong_tien} phương tiện, dự trữ lương thực, thuốc men đủ dùng cho ít nhất bảy
  ngày; tổ xung kích ở từng {hamlet_word} trực 24/24 giờ.
- Phương án “bốn tại chỗ” được cập nhật đến từng hộ; danh sách người già, trẻ em, người khuyết tật cần hỗ
  trợ được lập sẵn.
+
- Hệ thống loa truyền thanh và nhóm mạng xã hội của {hamlet_word} thông báo kịp thời bản tin cảnh báo, hướng
  dẫn người dân chằng chống nhà cửa.
- Các hộ ở khu vực trũng thấp, ven sông, ven suối được hướng dẫn kỹ năng an toàn, ký cam kết chấp hành lệnh
  sơ tán.
[para]
- Tại hiện trường, đoàn kiểm tra từng vị trí, yêu cầu cắm biển cảnh báo, bố trí lực lượng canh gác ở những
  đoạn đường nguy hiểm.
- Đoàn công tác cũng đến thăm, động viên những gia đình bị ảnh hưởng trong đợt thiên tai trước, trao hỗ
  trợ ban đầu để ổn định cuộc sống.
+
- {chair} nhấn mạnh, tính mạng của nhân dân là trên hết; cấp ủy, chính quyền không được chủ quan, bị động
  trong mọi tình huống.
- {chair} {~asked} các chi bộ phân công đảng viên phụ trách từng cụm dân cư, có mặt sớm nhất khi dân cần.
[quote]
- Chuẩn bị kỹ thì thiệt hại ít. Thà sơ tán rồi trở về an toàn còn hơn để xảy ra điều đáng tiếc.
- Ở đâu khó khăn, nguy hiểm, ở đó phải có cán bộ, đảng viên đi trước.
[caption]
- sea: Vùng biển {place_area} trước mùa mưa bão.
- hills: Khu vực có nguy cơ sạt lở tại {hamlet}.
- harbour: Tàu thuyền được hướng dẫn neo đậu an toàn.
- forum: Cuộc họp triển khai phương án phòng, chống {thien_tai}.
[tags]
- phòng chống thiên tai, bốn tại chỗ, phòng thủ dân sự, an toàn
""",
)

UNIONS = topic(
    "doan-the",
    "field",
    """
[fact_su_kien]
- hoạt động
[fact_to_chuc]
-x Đoàn Thanh niên {unit}
-x Hội Liên hiệp Phụ nữ {unit}
-x Công đoàn {unit}
-x Hội Nông dân {unit}
-x Hội Cựu chiến binh {unit}
-t Tỉnh đoàn
-t Hội Liên hiệp Phụ nữ tỉnh
-t Liên đoàn Lao động tỉnh
-t Hội Nông dân tỉnh
-t Hội Cựu chiến binh tỉnh
[fact_hoat_dong]
- ra quân làm sạch cảnh quan, khu dân cư
- trồng cây xanh dọc các tuyến đường
- tặng học bổng cho học sinh nghèo vượt khó
- hiến máu tình nguyện
- hỗ trợ người dân cài đặt dịch vụ công trực tuyến
- tổ chức hội thi tìm hiểu nghị quyết của Đảng
- trao vốn khởi nghiệp cho hội viên
- sửa chữa đường {hamlet_word}
- thăm, tặng quà lực lượng làm nhiệm vụ nơi biên giới, hải đảo
- tổ chức ngày hội gia đình đoàn viên
- bồi dưỡng, giới thiệu đoàn viên ưu tú cho Đảng
- mở lớp dạy bơi miễn phí cho trẻ em
- tổ chức bữa cơm công đoàn
[numbers]
- nguoi: 60-480
- suat: 20-160
- tien: 40-620
- uu_tu: 9-64 x24
[title]
- {to_chuc} {hoat_dong}
- {to_chuc} {hoat_dong} tại {hamlet}
- {to_chuc} {hoat_dong} chào mừng {ky_niem}
- {nguoi} đoàn viên, hội viên tham gia {hoat_dong} ở {hamlet}
- {place}: {nguoi} đoàn viên, hội viên {hoat_dong}
- Sôi nổi hoạt động chào mừng {ky_niem} ở {hamlet}
- {org} gặp mặt, biểu dương cán bộ đoàn thể tiêu biểu nhân dịp {ky_niem}
- {to_chuc}: Nhiều phần việc thiết thực vì cộng đồng {ky}
- {mttq} và các đoàn thể {hoat_dong} tại {hamlet}
- {suat} phần quà, nhiều phần việc nghĩa tình đến với {hamlet} dịp {ky_niem}
- {to_chuc} huy động {tien} triệu đồng cho hoạt động cộng đồng ở {hamlet}
- Đoàn viên, hội viên {hamlet} {hoat_dong}
[lead]
- {when}, tại {hamlet_full}, {to_chuc} {hoat_dong}, thu hút {nguoi} đoàn viên, hội viên tham gia.
- Hướng tới {ky_niem}, {when_low}, {to_chuc} đã {hoat_dong} tại {hamlet_full}.
- {when}, tại {hamlet_full}, {nguoi} đoàn viên, hội viên cùng đông đảo nhân dân đã tham gia {hoat_dong} do
  {to_chuc} phát động.
[para]
- Đây là hoạt động thường niên, thể hiện tinh thần xung kích, tình nguyện của đoàn viên, hội viên vì cuộc
  sống cộng đồng.
- Hoạt động nhằm phát huy vai trò của tổ chức đoàn thể trong chăm lo đời sống đoàn viên, hội viên và tham
  gia xây dựng địa phương.
+
- Tổng nguồn lực huy động đạt {tien} triệu đồng; {suat} phần quà, học bổng và phương tiện sinh kế được
  trao đến đúng đối tượng.
- Chỉ trong một buổi, các lực lượng đã hoàn thành {n:3-9} phần việc, trao {suat} phần quà với tổng trị giá
  {tien} triệu đồng.
[para]
- Từ đầu năm đến nay, các đoàn thể trong {level} đã thực hiện hàng chục công trình, phần việc; giới thiệu
  {uu_tu} đoàn viên, hội viên ưu tú cho Đảng xem xét, kết nạp.
- {ky^}, tỷ lệ tập hợp đoàn viên, hội viên đạt {n:68-92}%; {uu_tu} quần chúng ưu tú được giới thiệu học
  lớp nhận thức về Đảng.
+
- Mặt trận Tổ quốc giữ vai trò hiệp thương, thống nhất hành động để các phong trào không chồng chéo, hướng
  về khu dân cư.
- Nội dung hoạt động ngày càng gần với nhu cầu của đoàn viên, hội viên, nhất là việc làm, vốn vay và kỹ
  năng số.
+
- Thường trực cấp ủy {~asked} các đoàn thể tiếp tục đổi mới phương thức vận động, lấy hiệu quả phục vụ
  nhân dân làm mục tiêu.
- {~ahead}, các đoàn thể tập trung hỗ trợ khởi nghiệp, bảo vệ môi trường và xây dựng đời sống văn hóa.
[quote]
- Việc gì khó có thanh niên, việc gì cần có đoàn thể; điều quan trọng là làm bền bỉ chứ không theo đợt.
- Đoàn viên, hội viên tìm đến tổ chức khi tổ chức thật sự là chỗ dựa của họ.
[caption]
- dunes: Đoàn viên, hội viên tập trung về {hamlet_full} tham gia ra quân.
- hills: Hàng cây mới trồng ở {hamlet_full}.
- school: Hoạt động được tổ chức tại một trường học ở {hamlet}.
- hall: Quang cảnh lễ phát động.
- fields: Một góc {hamlet_full}.
[tags]
- thanh niên, phụ nữ, công đoàn, Mặt trận Tổ quốc, tình nguyện
""",
)
