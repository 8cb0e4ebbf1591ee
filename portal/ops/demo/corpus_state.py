"""News of the apparatus: digital work, reorganisation, cadres, internal affairs."""

from portal.ops.demo.family import topic

DIGITAL = topic(
    "chuyen-doi-so",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_noi_dung]
- ký số, gửi nhận văn bản điện tử
- tổ chức phòng họp không giấy tờ
- sử dụng Sổ tay đảng viên điện tử
- số hóa hồ sơ đảng viên
- bảo đảm an toàn, an ninh mạng
- sử dụng hệ thống thông tin điều hành tác nghiệp
- cập nhật cơ sở dữ liệu đảng viên
- ứng dụng trí tuệ nhân tạo trong công tác văn phòng
- nộp đảng phí qua Cổng Dịch vụ công quốc gia
- số hóa tài liệu lưu trữ
- vận hành trang thông tin điện tử
- sử dụng các nền tảng số dùng chung
[fact_dong_tu]
- tập huấn
- triển khai
- hướng dẫn
- bồi dưỡng kỹ năng
- bồi dưỡng nghiệp vụ
[fact_ket]
- giảm giấy tờ, nhanh việc
- từ thói quen đến hiệu quả
- đảng viên cao tuổi cũng thành thạo
- rút ngắn thời gian xử lý công việc
- an toàn là điều kiện tiên quyết
- phục vụ tốt hơn công tác lãnh đạo, chỉ đạo
[numbers]
- hoc_vien: 45-260
- van_ban: 1800-28000 x40
- ty_le: 82-100
- ho_so: 600-9800 x24
- to_cd: 6-32 x60
[title]
- {org} {dong_tu} {noi_dung} trong {ky_toi}
- {org} {dong_tu} {noi_dung} cho {hoc_vien} cán bộ, đảng viên
- {noi_dung^} ở {cell}: {ket^}
- {place}: {dong_tu^} {noi_dung}, {ket}
- {cell} đi đầu trong việc {noi_dung}
- {noi_dung^} ở {place_area}: {ket^}
- {org}: {ty_le}% văn bản đi được ký số {ky}, {ket}
- {to_cd} tổ công nghệ số cộng đồng ở {place_area} [đến từng nhà|hỗ trợ nhân dân|bám sát khu dân cư] {ky}
- {org} giao ban chuyển đổi số {thang_ky}, tập trung {noi_dung}
- {dong_tu^} {noi_dung} tại {cell}
- {chair_ngan} làm việc với {cell} về {noi_dung}
- {hoc_vien} [cán bộ, đảng viên|bí thư chi bộ, cấp ủy viên] {place_area} được hướng dẫn {noi_dung}
- {ho_so} hồ sơ được số hóa {ky}: {noi_dung^} ở {place_area}
[lead]
- {when}, {org} tổ chức hội nghị {dong_tu} {noi_dung} cho {hoc_vien} cán bộ, đảng viên.
- {when}, {chair} chủ trì hội nghị về chuyển đổi số trong các cơ quan đảng; trọng tâm là {noi_dung}.
- Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị, {party} xác định {noi_dung} là khâu đột phá trong đổi
  mới phương thức lãnh đạo. Kết quả bước đầu được đánh giá tại hội nghị {when_low}.
[para]
- {ky^}, {party} đã gửi, nhận {van_ban} lượt văn bản trên môi trường mạng; {ty_le}% văn bản đi
  (trừ văn bản mật) được ký số.
- Theo báo cáo, {ty_le}% văn bản được xử lý trên hệ thống thông tin điều hành tác nghiệp; {ho_so} hồ sơ,
  tài liệu đã được số hóa.
+
- 100% chi bộ có đảng viên phụ trách cập nhật dữ liệu; {n:72-98}% đảng viên cài đặt và sử dụng thường xuyên
  Sổ tay đảng viên điện tử.
- Các kỳ họp của cấp ủy cơ bản không dùng giấy, tiết kiệm hàng chục triệu đồng in ấn mỗi năm.
+
- Ở khu dân cư, {to_cd} tổ công nghệ số cộng đồng “đi từng ngõ, gõ từng nhà” giúp người dân nộp hồ sơ,
  thanh toán trực tuyến.
- Đảng viên trẻ được phân công “cầm tay chỉ việc”, giúp đảng viên cao tuổi làm quen với điện thoại thông minh.
[para]
- Học viên được thực hành trực tiếp trên máy, giải đáp các tình huống thường gặp khi {noi_dung}.
- Phần lớn thời gian dành cho thực hành; các câu hỏi về {noi_dung} được giải đáp ngay tại chỗ.
+
- {~limits}, trang thiết bị ở một số chi bộ còn thiếu, kỹ năng số của cán bộ chưa đồng đều, dữ liệu có nơi
  cập nhật chậm.
- Khó khăn lớn nhất là hạ tầng ở một số nơi chưa đồng bộ và việc thay đổi thói quen làm việc cần thời gian.
+
- {org} {~asked} tuyệt đối không soạn thảo, lưu giữ văn bản mật trên máy tính nối mạng; mật khẩu phải được
  thay đổi định kỳ.
- {org} sẽ đưa kết quả chuyển đổi số thành một tiêu chí xếp loại tổ chức đảng, đảng viên cuối năm.
[quote]
- Chuyển đổi số trong Đảng trước hết là chuyển đổi tư duy và thói quen làm việc của người đứng đầu.
- Công nghệ chỉ có ý nghĩa khi cán bộ bớt được giấy tờ để có thêm thời gian đi cơ sở.
[caption]
- forum: Học viên thực hành tại lớp tập huấn.
- hall: Quang cảnh hội nghị về {noi_dung}.
- school: Phòng máy phục vụ tập huấn kỹ năng số.
[tags]
- chuyển đổi số, Nghị quyết 57, chữ ký số, sổ tay đảng viên điện tử
[table]
- Một số chỉ tiêu chuyển đổi số của {party} {ky}
[rows]
- Văn bản gửi, nhận điện tử | lượt | 1800-24000
- Hồ sơ đảng viên được số hóa | hồ sơ | 400-6800
- Cuộc họp không giấy tờ | cuộc | 12-96
- Đảng viên dùng Sổ tay đảng viên điện tử | đảng viên | 300-5200
""",
)

REORGANISATION = topic(
    "sap-xep-bo-may",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_noi_dung]
- vận hành mô hình chính quyền địa phương hai cấp
- sắp xếp {hamlet_word} gắn với kiện toàn chi bộ
- kiện toàn các cơ quan tham mưu, giúp việc cấp ủy
- bố trí, sử dụng trụ sở, tài sản công sau sắp xếp
- giải quyết chế độ, chính sách cho cán bộ nghỉ công tác
- phân cấp, phân quyền gắn với kiểm tra, giám sát
- ban hành quy chế làm việc của cấp ủy
- sắp xếp đơn vị sự nghiệp công lập
- phân công nhiệm vụ và vị trí việc làm
- tinh giản biên chế, nâng cao chất lượng đội ngũ
[fact_ket]
- gần dân, sát dân hơn
- không để công việc gián đoạn
- tinh gọn nhưng hiệu quả
- kịp thời gỡ vướng từ cơ sở
- rõ việc, rõ trách nhiệm
- bộ máy vào guồng thông suốt
[numbers]
- ho_so: 1200-9800 x90
- dung_han: 95-100
- dau_moi: 2-6
- chi_bo_moi: 4-18 x30
- can_bo: 18-64 x20
[title]
- {org} bàn giải pháp {noi_dung} {ky_toi}
- {noi_dung^} {ky}: {ket^}
-x {place}: {noi_dung^}, {ket}
- {org} sơ kết việc {noi_dung} {ky}
- {chair_ngan} kiểm tra việc {noi_dung} tại {hamlet}
- {org} làm việc với {cell} về {noi_dung}
- Bộ máy mới ở {place_area}: {ket^} sau việc {noi_dung}
- {ho_so} hồ sơ được giải quyết {ky}, bộ máy mới ở {unit} vận hành thông suốt
- {party} {noi_dung}, {ket}
- {noi_dung^} ở {hamlet}: {ket^}
- {dung_han}% hồ sơ ở {place_area} được giải quyết đúng hạn {ky}
- {org} tháo gỡ khó khăn trong việc {noi_dung} {ky_toi}
[lead]
- {when}, {org} tổ chức hội nghị đánh giá việc {noi_dung} và bàn nhiệm vụ {ky_toi}.
- {when}, sau đợt kiểm tra thực tế tại {hamlet_full}, {org} họp bàn việc {noi_dung}.
- Sau thời gian triển khai, việc {noi_dung} ở {unit} đã đi vào nền nếp. {when}, {org} tổ chức hội nghị đánh
  giá, rút kinh nghiệm.
[para]
- Theo báo cáo, sau sắp xếp, {party} giảm {dau_moi} đầu mối bên trong, kiện toàn {chi_bo_moi} tổ chức
  đảng; cán bộ được bố trí cơ bản đúng chuyên môn, sở trường.
- Các cơ quan tham mưu, giúp việc được kiện toàn đồng bộ; {can_bo} cán bộ, công chức được phân công lại
  nhiệm vụ, bảo đảm rõ người, rõ việc.
+
- {ky^}, bộ phận một cửa tiếp nhận {ho_so} hồ sơ, tỷ lệ giải quyết trước hạn và đúng hạn đạt
  {dung_han}%.
- Số hồ sơ tiếp nhận {ky} là {ho_so}, trong đó {dung_han}% được giải quyết đúng hạn; người dân không
  phải đi lại nhiều lần.
+
- Cấp ủy duy trì giao ban hằng tuần để kịp thời tháo gỡ, không để công việc bị ngắt quãng khi chuyển sang
  mô hình mới.
- Chế độ, chính sách đối với người nghỉ công tác được chi trả công khai, kịp thời, không phát sinh khiếu nại.
[para]
- {~limits}, khối lượng công việc chuyển về cơ sở lớn, một số lĩnh vực như đất đai, xây dựng còn thiếu cán
  bộ có chuyên môn sâu.
- Khó khăn được nêu tại hội nghị là địa bàn rộng, trụ sở phân tán và trang thiết bị chưa đồng bộ.
+
- {org} thống nhất điều động cán bộ giữa các cơ quan, mở lớp bồi dưỡng theo vị trí việc làm và bổ sung máy
  móc cho những nơi còn thiếu.
- Hội nghị thống nhất lập tổ công tác hỗ trợ cơ sở, mỗi vướng mắc phải có người trả lời trong vòng hai
  ngày làm việc.
[quote]
- Tinh gọn không chỉ là giảm đầu mối mà phải để người dân được phục vụ nhanh hơn, tốt hơn.
- Bộ máy mới đòi hỏi tác phong mới; cán bộ không thể ngồi chờ dân mà phải chủ động tìm đến dân.
[caption]
- town: Trung tâm hành chính {place_area}.
- hall: Quang cảnh hội nghị về {noi_dung}.
- forum: Đoàn công tác làm việc với cơ sở.
[tags]
- sắp xếp tổ chức bộ máy, chính quyền hai cấp, tinh gọn, cải cách hành chính
""",
)

CADRES = topic(
    "cong-tac-can-bo",
    "meeting",
    """
[fact_su_kien]
- hội nghị
[fact_viec]
- công bố các quyết định về công tác cán bộ
- trao quyết định điều động, bổ nhiệm cán bộ
- rà soát, bổ sung quy hoạch cán bộ
- đánh giá, xếp loại cán bộ, đảng viên
- trao Huy hiệu Đảng
- kết nạp đảng viên mới
- bồi dưỡng cấp ủy viên
- lấy phiếu tín nhiệm
- luân chuyển cán bộ về cơ sở
- tạo nguồn cán bộ trẻ, cán bộ nữ
- bảo vệ chính trị nội bộ
[fact_yeu_cau]
- đúng người, đúng việc
- dân chủ, khách quan, công tâm
- coi trọng năng lực thực tiễn
- khuyến khích cán bộ dám nghĩ, dám làm
- chuẩn bị từ sớm, từ xa
- gắn với kiểm soát quyền lực
- chú trọng cán bộ trẻ, cán bộ nữ
[numbers]
- dot: 6-38
- huy_hieu: 8-64 x30
- ket_nap: 9-86 x40
- quy_hoach: 18-72 x24
[title]
- {org} {viec} [đợt {thang_ky}|{quy_ky}]
- {org} {viec} {quy_ky}
-x {place}: {viec^}, {yeu_cau}
- {viec^} ở {party}: {yeu_cau^}
- {org} hướng dẫn việc {viec} tại {cell}
- {chair_ngan} dự lễ trao Huy hiệu Đảng cho {huy_hieu} đảng viên
- {party} kết nạp {ket_nap} đảng viên mới {ky}
- Công tác cán bộ {ky} ở {party}: {yeu_cau^}
- {org} bàn công tác cán bộ {ky_toi}: {yeu_cau^}
- {viec^} tại {cell}: {yeu_cau^}
- {chair_ngan} kiểm tra việc {viec} tại {cell}
- {quy_hoach} lượt cán bộ ở {place_area} được bổ sung quy hoạch {ky}
[lead]
- {when}, {org} tổ chức hội nghị về việc {viec}. {chair} dự và phát biểu giao nhiệm vụ.
- {when}, tại hội trường {org}, việc {viec} được triển khai theo đúng quy trình, công khai, dân chủ.
- Thực hiện kế hoạch công tác cán bộ năm {year}, {when_low}, {org} tổ chức hội nghị về việc {viec}.
[para]
- {ky^}, {party} đã kết nạp {ket_nap} đảng viên, trao Huy hiệu Đảng cho {huy_hieu} đảng viên; rà soát,
  bổ sung {quy_hoach} lượt cán bộ vào quy hoạch.
- Theo {co_quan_to_chuc}, hiện có {quy_hoach} lượt cán bộ trong quy hoạch các chức danh, trong đó cán
  bộ nữ chiếm {n:22-38}%, cán bộ trẻ chiếm {n:18-32}%.
+
- Các bước được thực hiện {~serious}, công khai tiêu chuẩn và phát huy trách nhiệm của tập thể chi bộ.
- Hồ sơ được thẩm định kỹ, lấy ý kiến nơi công tác và nơi cư trú trước khi trình cấp có thẩm quyền quyết định.
+
- Những cán bộ nhận nhiệm vụ mới bày tỏ quyết tâm giữ gìn đoàn kết, nhanh chóng nắm bắt công việc, không
  phụ lòng tin của Đảng và nhân dân.
- Đại diện các đảng viên được ghi nhận dịp này hứa tiếp tục rèn luyện, nêu gương trong công tác và nơi cư trú.
[para]
- Từ thực tiễn, {org} rút ra kinh nghiệm: làm tốt công tác tư tưởng, đánh giá cán bộ bằng sản phẩm cụ thể
  và {yeu_cau}.
- {~limits}, việc tạo nguồn cán bộ trẻ, cán bộ nữ ở một số nơi còn bị động; đánh giá cán bộ có lúc chưa
  gắn với kết quả đầu ra.
+
- {org} {~asked} cấp ủy các cấp coi trọng đào tạo qua thực tiễn, mạnh dạn giao việc khó để rèn luyện cán bộ.
- {~ahead}, {org} tiếp tục cụ thể hóa quy định của Trung ương, theo hướng {yeu_cau}, kiên quyết không để lọt
  người không xứng đáng.
[quote]
- Cán bộ là gốc của mọi công việc; chọn đúng một người có thể làm chuyển cả một phong trào.
- Nhận nhiệm vụ mới là nhận thêm trách nhiệm trước Đảng, trước dân, không phải nhận thêm quyền lợi.
[caption]
- hall: Quang cảnh hội nghị do {org} tổ chức.
- hall: Các đại biểu dự hội nghị {when_low}.
- forum: Tập thể cấp ủy thảo luận về công tác cán bộ.
[tags]
- công tác cán bộ, quy hoạch cán bộ, kết nạp đảng viên, Huy hiệu Đảng
""",
)
