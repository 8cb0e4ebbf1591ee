"""Official notices: receptions of citizens, voters' meetings, classes, working days."""

from portal.ops.demo.family import topic

NOTICE = topic(
    "thong-bao",
    "plain",
    """
[fact_su_kien]
- lịch làm việc
[fact_viec]
- lịch tiếp công dân của người đứng đầu cấp ủy
- lịch tiếp công dân định kỳ của Thường trực cấp ủy
- lịch tiếp xúc cử tri trước kỳ họp HĐND {level}
- kế hoạch đối thoại với nhân dân
- thời gian nhận hồ sơ đề nghị tặng Huy hiệu Đảng
- việc mở lớp bồi dưỡng nhận thức về Đảng
- thể lệ cuộc thi trắc nghiệm tìm hiểu nghị quyết
- việc nhận tin, bài cộng tác của trang thông tin điện tử
- việc lấy ý kiến góp ý dự thảo nghị quyết chuyên đề
- lịch trực tiếp nhận phản ánh, kiến nghị của công dân
- việc công khai kết quả giải quyết kiến nghị của cử tri
- thời gian làm việc của bộ phận tiếp nhận hồ sơ
- địa chỉ tiếp nhận phản ánh về tinh thần, thái độ phục vụ
- việc thay đổi mẫu dấu và địa chỉ gửi nhận văn bản
- lịch sinh hoạt báo cáo viên
[numbers]
- so: 12-260
- ngay_lam: 5-15
[title]
- Thông báo {viec} {thang_ky} tại {hamlet}
- {org} thông báo {viec} {thang_ky}
- Thông báo số {so}: {viec^} của {org}
- Thông báo {viec} {thang_ky} (số {so})
- Thông báo số {so} về {viec} tại {hamlet}
- {org}: Thông báo số {so} về {viec}
- Thông báo {viec} từ ngày {date} của {org}
- Thông báo {viec} [đối với|dành cho] [cán bộ, đảng viên và nhân dân|nhân dân] {place_area} từ ngày {date}
[lead]
- {org} thông báo {viec} để cán bộ, đảng viên và nhân dân được biết, thực hiện. Thông báo được ban hành
  ngày {date}.
- Ngày {date}, {org} ban hành thông báo về {viec}.
[para]
- Nội dung được niêm yết tại trụ sở, bảng tin khu dân cư và đăng trên trang thông tin điện tử để mọi người
  tiện theo dõi.
- Thông báo có hiệu lực kể từ ngày ban hành; mọi thay đổi về thời gian, địa điểm sẽ được cập nhật trên
  trang thông tin điện tử.
+
- Thời gian làm việc: buổi sáng từ 7 giờ 30 đến 11 giờ 30, buổi chiều từ 13 giờ 30 đến 17 giờ, các ngày
  làm việc trong tuần.
- Công dân, tổ chức có nhu cầu đăng ký trước ít nhất {n:1-3} ngày làm việc qua điện thoại hoặc thư điện tử
  của cơ quan.
[para]
- Khi đến làm việc, công dân mang theo giấy tờ tùy thân và tài liệu liên quan (nếu có); ý kiến được ghi
  nhận đầy đủ vào sổ theo dõi.
- Đề nghị các chi bộ phổ biến nội dung thông báo trong kỳ sinh hoạt gần nhất, vận động nhân dân tham gia
  đầy đủ, đúng giờ.
+
- Kết quả được trả lời bằng văn bản trong thời hạn không quá {ngay_lam} ngày làm việc; trường hợp phức tạp
  sẽ có thông báo gia hạn.
- Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về {van_phong} để được hướng dẫn.
[quote]
- Mọi ý kiến gửi đến đều được tiếp nhận, phân công xử lý và trả lời.
[caption]
- town: Trụ sở làm việc tại {place_area}.
- forum: Nơi tiếp công dân.
[tags]
- thông báo, tiếp công dân, lịch làm việc
""",
)
