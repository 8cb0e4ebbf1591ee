"""News of the economy: sea, farming, new countryside, public investment, natural disasters."""

from portal.ops.demo.family import topic

SEA = topic(
    "kinh-te-bien",
    "field",
    """
[fact_su_kien]
- buổi khảo sát
[fact_nghe]
- nuôi tôm công nghệ cao
- sản xuất tôm giống
- nuôi cá lồng bè
- đánh bắt xa bờ
- chế biến hải sản khô
- nuôi hàu, sò huyết
- dịch vụ hậu cần nghề cá
- du lịch biển gắn với làng chài
- nuôi ốc hương thương phẩm
- nghề lưới rê khơi
[fact_huong]
- hướng đi bền vững
- thu nhập ổn định cho ngư dân
- mở rộng liên kết tiêu thụ
- tăng giá trị nhờ truy xuất nguồn gốc
- vươn khơi an toàn
- bài học từ các tổ đội
- chung sức gỡ “thẻ vàng” IUU
- giảm rủi ro, tăng hiệu quả
- khai thác đi đôi với bảo vệ nguồn lợi
[numbers]
- tau: 120-980
- tau_vms: tau*96-100
- san_luong: 1200-28000
- ho: 24-160
- lai: 180-960
[title]
- {place}: Phát triển {nghe}, {huong}
- {nghe^} ở {hamlet}: {huong^}
- {org} khảo sát mô hình {nghe} tại {hamlet}
- {place} tháo gỡ khó khăn cho {nghe}
- {chair_ngan} làm việc với các hộ {nghe} ở {hamlet}
- {hamlet^} đầu tư {nghe} theo hướng bền vững
- {place} bàn giải pháp phát triển {nghe} {ky_toi}
- Ngư dân {hamlet}: {huong^}
- {party} lãnh đạo phát triển {nghe}: {huong^}
- {ho} hộ ở {hamlet} liên kết {nghe}
[lead]
- {when}, {chair} cùng đoàn công tác khảo sát tình hình {nghe} tại {hamlet_full}, lắng nghe kiến nghị
  của ngư dân và doanh nghiệp.
- Xác định kinh tế biển là thế mạnh, {org} đang tập trung lãnh đạo phát triển {nghe}. Nội dung này được
  bàn tại buổi làm việc {when_low} ở {hamlet}.
- {when}, tại {hamlet_full}, {org} làm việc với các tổ đội, hợp tác xã về phát triển {nghe} và chống
  khai thác hải sản bất hợp pháp.
[para]
- {unit^} hiện có {tau} tàu cá đăng ký, trong đó {tau_vms} tàu đã được cấp phép và duy trì kết nối giám
  sát hành trình; sản lượng khai thác {ky} đạt {san_luong} tấn.
- Theo báo cáo của cơ quan chuyên môn, {ky}, sản lượng hải sản đạt {san_luong} tấn; {ho} hộ tham gia
  {nghe} có lãi bình quân {lai} triệu đồng mỗi năm.
+
- Riêng {nghe} thu hút {ho} hộ, giải quyết việc làm cho hàng trăm lao động địa phương.
- Nhờ áp dụng quy trình kỹ thuật mới, chi phí {nghe} giảm {n:8-22}%, chất lượng sản phẩm đồng đều hơn.
+
- Các tổ đội đoàn kết sản xuất trên biển vừa hỗ trợ nhau về ngư trường, nhiên liệu, vừa góp phần bảo vệ
  chủ quyền biển đảo.
- Bà con tích cực dùng nhật ký khai thác điện tử, nộp hồ sơ bốc dỡ đúng quy định.
[para]
- Tuy vậy, giá nhiên liệu cao, thời tiết diễn biến thất thường và hạ tầng cảng cá xuống cấp vẫn là những
  khó khăn lớn.
- Khó khăn hiện nay là luồng lạch bồi lắng, thiếu lao động đi biển và đầu ra chưa ổn định.
+
- Ngư dân kiến nghị sớm nạo vét cửa biển, có chính sách vay vốn ưu đãi và hỗ trợ lắp đặt thiết bị bảo quản.
- Các hộ đề nghị được hướng dẫn thủ tục giao khu vực biển, kiểm soát chất lượng con giống và môi trường nước.
[para]
- {org} chỉ đạo rà soát quy hoạch vùng nuôi, ưu tiên vốn nâng cấp hạ tầng nghề cá, khuyến khích doanh
  nghiệp ký hợp đồng bao tiêu sản phẩm.
- Cấp ủy giao các chi bộ vùng biển đến từng chủ tàu vận động ký cam kết không vi phạm vùng biển nước
  ngoài, không tháo thiết bị giám sát.
+
- Mục tiêu {ky_toi} là nâng giá trị sản xuất thủy sản thêm {n:5-12}%, không để phát sinh tàu cá vi phạm.
- Cùng với đó, địa phương gắn {nghe} với bảo vệ rạn san hô, thu gom rác thải nhựa trên biển.
[quote]
- Biển là nhà của bà con ngư dân. Muốn khai thác lâu dài thì phải cùng nhau gìn giữ.
- Chính quyền phải đồng hành từ con giống, kỹ thuật đến đầu ra thì người dân mới yên tâm đầu tư.
[caption]
- sea: Đoàn thuyền của ngư dân {place} ra khơi.
- harbour: Cảng cá ở {hamlet_full} trong mùa khai thác.
- harbour: Tàu thuyền neo đậu sau chuyến biển.
- dunes: Bờ biển {place} nhìn từ đồi cát.
[tags]
- kinh tế biển, chống khai thác IUU, thủy sản, ngư dân
[table]
- Kết quả sản xuất thủy sản của {unit} {ky}
[rows]
- Sản lượng khai thác | tấn | 1200-24000
- Sản lượng nuôi trồng | tấn | 150-2600
- Tôm giống xuất bán | triệu con | 200-4800
- Tàu cá hoàn thành cấp phép | tàu | 90-720 | 100
""",
    scope="x",
    coastal_only=True,
)

FARMING = topic(
    "nong-nghiep",
    "field",
    """
[fact_su_kien]
- buổi khảo sát
[fact_cach]
- liên kết chuỗi giá trị
- canh tác theo tiêu chuẩn VietGAP
- tưới tiết kiệm nước
- sản xuất hữu cơ
- chuyển đổi cơ cấu cây trồng
- cấp mã số vùng trồng
- đưa sản phẩm lên sàn thương mại điện tử
- xây dựng sản phẩm OCOP
- áp dụng cơ giới hóa đồng bộ
- truy xuất nguồn gốc bằng mã QR
[fact_ket]
- nông dân tăng thu nhập
- hướng làm giàu từ đất quê
- hợp tác xã làm chỗ dựa
- giảm chi phí, tăng chất lượng
- cách làm của đảng viên trẻ
- thay đổi tư duy sản xuất
- thêm cơ hội xuất khẩu
[numbers]
- ho: 24-320
- thu: 120-640
- htx: 2-9
[title]
- {place}: {cach^}, {ket}
- {hamlet^} {cach}: {ket^}
- {org} khảo sát mô hình {cach} tại {hamlet}
- {place} nâng giá trị {produce} nhờ {cach}: [Chuyện ở|Nhìn từ|Kinh nghiệm từ] {hamlet}
- {cach^} ở {hamlet}: {ket^}
- {thu} triệu đồng mỗi năm nhờ {cach} ở {hamlet}
- Chi bộ lãnh đạo {cach}: Nhìn từ {hamlet}
- Chuyện {cach} ở {hamlet}: {ket^}
- {ho} hộ {hamlet} {cach}, {ket}
- {chair_ngan} thăm mô hình {cach} của hợp tác xã ở {hamlet}
[lead]
- {when}, {chair} cùng đoàn công tác đã đến thăm các hộ sản xuất {produce} ở {hamlet_full}, nơi đang
  thực hiện {cach}.
- Nhờ {cach}, nghề sản xuất {produce} ở {hamlet_full} đang có hướng đi ổn định. {when}, {org} đã tổ chức
  đánh giá kết quả mô hình.
- Nghị quyết của {org} về cơ cấu lại ngành nông nghiệp đang đi vào cuộc sống ở {hamlet_full} bằng việc
  {cach}; {when_low}, đoàn công tác của {level} đã đến khảo sát thực tế.
[para]
- Mô hình hiện có {ho} hộ tham gia; thu nhập bình quân đạt {thu} triệu đồng mỗi hộ một năm, cao hơn
  {n:12-35}% so với cách làm cũ.
- Từ vài hộ làm thử, đến nay {ho} hộ đã tham gia, hình thành {htx} hợp tác xã, tổ hợp tác kiểu mới do đảng
  viên làm nòng cốt.
+
- Trước đó, chi bộ họp bàn, phân công đảng viên có kinh nghiệm làm trước, ghi chép chi phí và kết quả
  từng vụ để bà con so sánh.
- Cán bộ kỹ thuật cùng ăn, cùng ở với nông dân trong những vụ đầu, hướng dẫn từ khâu giống, phân bón đến
  thu hoạch.
+
- Việc {cach} giúp giảm {n:10-30}% lượng nước tưới và phân thuốc, sản phẩm bán được giá hơn thị trường.
- Doanh nghiệp ký hợp đồng bao tiêu ngay từ đầu vụ nên nông dân không còn cảnh được mùa mất giá.
[para]
- Khó khăn hiện nay là chi phí đầu tư ban đầu cao, đường nội đồng ở một số nơi chưa hoàn chỉnh.
- Bà con còn băn khoăn về vốn vay trung hạn, giá vật tư và sự liên kết chưa chặt giữa các hộ.
+
- {ubnd} đã bố trí vốn nâng cấp {n:3-12} km đường nội đồng, phối hợp ngân hàng chính sách giải ngân vốn
  vay ưu đãi.
- Cấp ủy chỉ đạo rà soát vùng sản xuất tập trung, khuyến khích dồn điền đổi thửa, mời gọi doanh nghiệp
  chế biến đầu tư.
[quote]
- Đảng viên làm kinh tế giỏi, giúp bà con cùng làm, đó chính là cách tuyên truyền nghị quyết thuyết phục nhất.
- Nông dân bây giờ phải biết mình bán cho ai trước khi quyết định trồng gì.
[caption]
- fields: Vùng sản xuất {produce} ở {hamlet_full}.
- fields: Mô hình {cach} của nông dân {hamlet}.
- hills: Buổi sớm trên vùng sản xuất {produce} của {place}.
[tags]
- nông nghiệp, hợp tác xã, OCOP, kinh tế tập thể
[table]
- Kết quả sản xuất nông nghiệp của {unit} {ky}
[rows]
- Diện tích gieo trồng | ha | 900-9800
- Diện tích sản xuất theo tiêu chuẩn VietGAP | ha | 60-1400
- Sản phẩm OCOP từ ba sao trở lên | sản phẩm | 3-24
- Hợp tác xã hoạt động hiệu quả | hợp tác xã | 3-16
""",
    scope="x",
    inland_only=True,
)

COUNTRYSIDE = topic(
    "nong-thon-moi",
    "field",
    """
[fact_su_kien]
- buổi lễ
[fact_tieu_chi]
- giao thông
- môi trường và an toàn thực phẩm
- thu nhập
- nhà ở dân cư
- trường học
- cơ sở vật chất văn hóa
- thủy lợi và phòng, chống thiên tai
- tổ chức sản xuất
- nghèo đa chiều
- quốc phòng và an ninh
- chuyển đổi số
[fact_viec]
- bê tông hóa đường {hamlet_word}
- trồng hoa dọc tuyến đường chính
- lắp đèn năng lượng mặt trời
- xây dựng nhà văn hóa
- cải tạo vườn tạp
- thu gom rác thải tại nhà
- chỉnh trang cổng ngõ
- xây dựng cầu dân sinh
[numbers]
- dat: 900-9800
- tien: 300-4800
- tieu_chi_dat: 15-19
- thu: 58-86
[title]
- {place}: Chung sức hoàn thành tiêu chí {tieu_chi} trong xây dựng nông thôn mới
- {hamlet^} {viec} bằng sức dân
- {dat} m² đất được hiến để {hamlet} {viec}
- Xây dựng nông thôn mới ở {place}: Dồn sức cho tiêu chí {tieu_chi}
- {place} đạt {tieu_chi_dat}/19 tiêu chí nông thôn mới, tập trung vào {tieu_chi}
- Người dân {hamlet} hiến đất, góp công {viec}
- {org} kiểm tra tiến độ thực hiện tiêu chí {tieu_chi} tại {hamlet}
- {hamlet^} xây dựng khu dân cư nông thôn mới kiểu mẫu từ việc {viec}
- Khởi sắc {hamlet}: Từ chuyện {viec}
- Đảng viên {cell} đi đầu {viec}
- {place} phát động [ngày|phong trào] {viec} chào mừng {ky_niem}
[lead]
- {when}, {unit} ra quân {viec} tại {hamlet}, góp phần hoàn thành các tiêu chí nông thôn mới.
- {when}, {chair} kiểm tra tiến độ xây dựng nông thôn mới tại {hamlet_full}, động viên nhân dân đang
  tham gia {viec}.
- Bằng cách công khai, dân chủ và đảng viên làm trước, {hamlet_full} đã huy động sức dân {viec}. {when},
  công trình chính thức được đưa vào sử dụng.
[para]
- Để có kết quả này, chi bộ và ban công tác Mặt trận họp dân nhiều lần, thống nhất mức đóng góp, cử người
  giám sát thi công.
- Đảng viên trong chi bộ tự tháo dỡ hàng rào, hiến đất trước, sau đó vận động từng hộ liền kề cùng làm theo.
+
- Nhân dân đã hiến {dat} m² đất, góp {tien} triệu đồng và hàng nghìn ngày công.
- Tổng kinh phí thực hiện {tien} triệu đồng, trong đó nhân dân đóng góp {n:30-60}%; {dat} m² đất được
  hiến tặng, không phải đền bù.
[para]
- Đến nay, {unit} đạt {tieu_chi_dat}/19 tiêu chí nông thôn mới; thu nhập bình quân đầu người đạt {thu} triệu
  đồng/năm; tỷ lệ hộ nghèo đa chiều còn {p:1-4}%.
- Toàn {level} hiện đạt {tieu_chi_dat}/19 tiêu chí; {p:92-99}% hộ dân dùng nước hợp vệ sinh,
  {n:85-98}% tuyến đường được cứng hóa.
+
- Những tiêu chí còn lại, trong đó có {tieu_chi}, cần nguồn lực lớn và sự kiên trì vận động.
- Khó khăn nhất hiện nay là tiêu chí {tieu_chi}, do địa bàn rộng, dân cư phân bố không đều.
[para]
- {org} phân công từng cấp ủy viên phụ trách {hamlet_word}, mỗi tháng kiểm tra một lần, lấy sự hài lòng của
  người dân làm thước đo.
- Theo kế hoạch, {ky_toi}, {unit} tập trung nâng chất tiêu chí {tieu_chi}, xây dựng thêm {n:1-4} khu dân
  cư kiểu mẫu.
+
- Phong trào thi đua được gắn với cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”.
- Xây dựng nông thôn mới “có điểm khởi đầu nhưng không có điểm kết thúc” là tinh thần được cấp ủy quán
  triệt đến từng chi bộ.
[quote]
- Đường rộng thì lòng dân cũng rộng. Khi người dân thấy lợi ích thật, họ sẵn sàng hiến đất mà không tính toán.
- Nông thôn mới là của dân, do dân làm; cán bộ phải làm sao để dân tin và cùng làm.
[caption]
- fields: Nông thôn mới ở {hamlet_full}.
- town: Khu dân cư {hamlet} ngày càng khang trang.
- hills: Tuyến đường vào {hamlet} vừa hoàn thành.
[tags]
- nông thôn mới, khu dân cư kiểu mẫu, hiến đất làm đường, sức dân
""",
    scope="x",
    rural_only=True,
)
