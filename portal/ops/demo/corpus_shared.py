"""Phrases every topic may use: the lexicon and the paragraphs about those present and conclusions."""

from portal.ops.demo.grammar import parse

LEXICON_SOURCE = """
[praised]
- ghi nhận và biểu dương
- đánh giá cao
- ghi nhận
- biểu dương
[asked]
- đề nghị
- yêu cầu
[solidarity]
- tinh thần đoàn kết, thống nhất
- sự đoàn kết, đồng lòng
- tinh thần chủ động, trách nhiệm
- sự vào cuộc đồng bộ của cả hệ thống chính trị
[good]
- đạt nhiều kết quả tích cực
- có nhiều chuyển biến rõ nét
- đạt được những kết quả quan trọng
- tiếp tục chuyển biến tích cực
[serious]
- nghiêm túc
- nền nếp
- đúng quy định
- chặt chẽ, đúng quy trình
[consensus]
- tạo sự đồng thuận trong nhân dân
- củng cố niềm tin của nhân dân đối với Đảng
- được cán bộ, đảng viên và nhân dân đồng tình, ủng hộ
- tạo khí thế thi đua sôi nổi ngay từ cơ sở
[further]
- Bên cạnh đó
- Cùng với đó
- Ngoài ra
- Đồng thời
[limits]
- Bên cạnh những kết quả đạt được
- Tuy vậy
- Bên cạnh mặt làm được
[ahead]
- Trong thời gian tới
- Thời gian đến
- Để tiếp tục nâng cao hiệu quả
[each]
- mỗi cán bộ, đảng viên
- từng cán bộ, đảng viên
- mỗi cấp ủy viên, mỗi đảng viên
[people]
- nhân dân
- bà con
- người dân
"""

SHARED_SOURCE = """
[attend_meeting]
-x {chair} chủ trì {su_kien}. [Dự|Tham dự] {su_kien} có các đồng chí trong Ban Thường vụ Đảng ủy,
  Thường trực HĐND, lãnh đạo UBND, Ủy ban MTTQ Việt Nam {level}; đại diện các cơ quan tham mưu, giúp
  việc Đảng ủy cùng {n:40-120} đại biểu là bí thư, phó bí thư [các chi bộ trực thuộc|chi bộ các
  {hamlet_word}].
-x Tham dự {su_kien} có {chair}; {deputy}; lãnh đạo các cơ quan chuyên môn, đoàn thể của {level}, cùng
  đông đảo cán bộ, đảng viên [trong Đảng bộ|ở các chi bộ trực thuộc].
-x Chủ trì {su_kien} có {chair} và {deputy}. Cùng dự có đại diện các cơ quan, đoàn thể, lực lượng vũ
  trang và đông đảo đảng viên trong {level}.
-t {chair} chủ trì {su_kien}. [Dự|Tham dự] {su_kien} có đại diện lãnh đạo các ban, cơ quan tham mưu,
  giúp việc Tỉnh ủy, các đảng ủy trực thuộc và {n:60-180} đại biểu tại điểm cầu chính.
-t {su_kien} do {chair} chủ trì, được kết nối trực tuyến từ điểm cầu cấp tỉnh đến {n:60-124} điểm cầu
  xã, phường, đặc khu với [hơn|gần] {n:2-5}.000 cán bộ, đảng viên tham dự.
-t Chủ trì {su_kien} có {chair} và {deputy}. Cùng dự có đại diện các sở, ngành, Mặt trận Tổ quốc, các
  đoàn thể chính trị - xã hội tỉnh và bí thư đảng ủy [các xã, phường|nhiều xã, phường, đặc khu].
+
- {su_kien} diễn ra trong không khí [dân chủ, trách nhiệm|nghiêm túc, thẳng thắn|đoàn kết, cởi mở],
  các ý kiến phát biểu đi thẳng vào vấn đề.
- Các đại biểu tập trung trao đổi, thảo luận những [khó khăn, vướng mắc|vấn đề thực tiễn đặt ra] từ cơ sở.
- Tài liệu được gửi trước qua [phòng họp không giấy tờ|hệ thống điều hành tác nghiệp], giúp các đại
  biểu chủ động nghiên cứu và rút ngắn thời gian trình bày báo cáo.

[attend_cell]
- Dự buổi sinh hoạt có {deputy}; đại diện ban công tác Mặt trận, các chi hội đoàn thể của {hamlet}
  được mời nghe phần chuyên đề.
- Cùng dự với chi bộ có đồng chí cấp ủy viên phụ trách địa bàn và trưởng {hamlet_word}.
- Buổi sinh hoạt diễn ra tại nhà văn hóa {hamlet}, do {cell_sec} chủ trì.
+
- Không khí buổi sinh hoạt [cởi mở, thẳng thắn|dân chủ, trách nhiệm], không nặng về đọc báo cáo.
- Phần thông tin chung được rút gọn để dành thời gian cho thảo luận chuyên đề.

[attend_field]
-x Tham gia có {deputy}; đại diện HĐND, UBND, Ủy ban MTTQ Việt Nam {level}, các đoàn thể cùng đông đảo
  cán bộ, đảng viên và nhân dân {hamlet}.
-x Cùng tham gia có {deputy}, đại diện các cơ quan của {level}, [lực lượng vũ trang|cán bộ
  {hamlet_word}] và [hơn|gần] {n:50-220} người dân.
-t Tham gia có {deputy}; đại diện các cơ quan tham mưu, giúp việc Tỉnh ủy, lãnh đạo các sở, ngành liên
  quan và chính quyền {hamlet}.
-t Cùng đi có {deputy}, đại diện Mặt trận Tổ quốc, các đoàn thể tỉnh và lãnh đạo {hamlet}.
+
- Không khí [thiết thực, gần gũi|khẩn trương, trách nhiệm] của hoạt động thu hút sự quan tâm của {~people}
  trong vùng.
- Trước đó, công tác chuẩn bị được cấp ủy, chính quyền cơ sở phối hợp chu đáo.

[conclude_meeting]
- Phát biểu [kết luận|chỉ đạo] tại {su_kien}, {chair} {~praised} {~solidarity} trong việc thực
  hiện nhiệm vụ thời gian qua.
- Kết luận {su_kien}, {chair} {~praised} những kết quả mà {party} đã đạt được, đồng thời chỉ rõ
  những việc cần tập trung thực hiện.
- Thay mặt {org}, {chair} {~praised} nỗ lực của các tập thể, cá nhân; cảm ơn sự ủng hộ của nhân dân
  trong {level}.
+
- Đồng chí {~asked} các cấp ủy quán triệt sâu sắc phương châm “rõ người, rõ việc, rõ thời gian, rõ
  trách nhiệm, rõ sản phẩm, rõ thẩm quyền”, lấy kết quả thực tế làm thước đo đánh giá cán bộ.
- Đồng chí {~asked} các chi bộ, cơ quan, đơn vị khẩn trương cụ thể hóa thành kế hoạch, phân công cấp ủy
  viên phụ trách và [định kỳ hằng tháng|hằng quý] báo cáo kết quả về {org}.
- Đồng chí nhấn mạnh, [người đứng đầu cấp ủy|bí thư chi bộ] phải trực tiếp chỉ đạo, thường xuyên đi cơ
  sở, lắng nghe và giải quyết kịp thời kiến nghị chính đáng của nhân dân.
- Đồng chí {~asked} chọn một số việc khó, việc kéo dài để tập trung giải quyết dứt điểm ngay trong quý,
  tránh dàn trải.
- Đồng chí {~asked} rà soát lại từng chỉ tiêu, việc nào chậm phải có giải pháp bù tiến độ, phân công một
  đầu mối chịu trách nhiệm.
- Đồng chí gợi ý mỗi chi bộ đăng ký ít nhất một phần việc cụ thể, công khai với nhân dân để cùng theo dõi
  kết quả.
- Đồng chí lưu ý việc kiểm tra, đôn đốc phải đi trước một bước; nơi nào làm tốt cần kịp thời nhân
  rộng, nơi nào chậm phải làm rõ nguyên nhân và trách nhiệm.
+
- {~further}, đẩy mạnh tuyên truyền, vận động để {~each} thật sự gương mẫu, nói đi đôi với làm.
- {~further}, quan tâm phát hiện, biểu dương gương điển hình; kiên quyết khắc phục tình trạng né
  tránh, đùn đẩy trách nhiệm.
- {~further}, đổi mới cách tuyên truyền theo hướng ngắn gọn, dễ hiểu, tận dụng hệ thống truyền thanh và
  mạng xã hội.
- {~further}, chuẩn bị tốt các điều kiện phục vụ nhân dân, cắt giảm giấy tờ, cuộc họp không cần thiết.
- {~further}, giữ vững đoàn kết nội bộ, coi trọng tự phê bình và phê bình, làm tốt công tác tư tưởng.
- {~further}, phát huy vai trò giám sát của Mặt trận Tổ quốc, các đoàn thể và của nhân dân ngay từ cơ sở.

[conclude_field]
- Trao đổi với cán bộ và {~people} {hamlet}, {chair} {~praised} {~solidarity} ở cơ sở, mong mọi người tiếp tục chung tay để kết quả hôm nay được giữ vững.
- Qua thực tế, {chair} {~praised} cách làm của {hamlet}, coi đây là kinh nghiệm để các nơi khác tham khảo.
- Thay mặt {org}, {chair} {~praised} nỗ lực của các tập thể, cá nhân; cảm ơn sự ủng hộ của nhân dân.
+
- Đồng chí {~asked} các cấp ủy quán triệt sâu sắc phương châm “rõ người, rõ việc, rõ thời gian, rõ
  trách nhiệm, rõ sản phẩm, rõ thẩm quyền”, lấy kết quả thực tế làm thước đo đánh giá cán bộ.
- Đồng chí {~asked} các chi bộ, cơ quan, đơn vị khẩn trương cụ thể hóa thành kế hoạch, phân công cấp ủy
  viên phụ trách và [định kỳ hằng tháng|hằng quý] báo cáo kết quả về {org}.
- Đồng chí nhấn mạnh, [người đứng đầu cấp ủy|bí thư chi bộ] phải trực tiếp chỉ đạo, thường xuyên đi cơ
  sở, lắng nghe và giải quyết kịp thời kiến nghị chính đáng của nhân dân.
- Đồng chí {~asked} chọn một số việc khó, việc kéo dài để tập trung giải quyết dứt điểm ngay trong quý,
  tránh dàn trải.
- Đồng chí {~asked} rà soát lại từng chỉ tiêu, việc nào chậm phải có giải pháp bù tiến độ, phân công một
  đầu mối chịu trách nhiệm.
- Đồng chí gợi ý mỗi chi bộ đăng ký ít nhất một phần việc cụ thể, công khai với nhân dân để cùng theo dõi
  kết quả.
- Đồng chí lưu ý việc kiểm tra, đôn đốc phải đi trước một bước; nơi nào làm tốt cần kịp thời nhân
  rộng, nơi nào chậm phải làm rõ nguyên nhân và trách nhiệm.
+
- {~further}, đẩy mạnh tuyên truyền, vận động để {~each} thật sự gương mẫu, nói đi đôi với làm.
- {~further}, quan tâm phát hiện, biểu dương gương điển hình; kiên quyết khắc phục tình trạng né
  tránh, đùn đẩy trách nhiệm.
- {~further}, đổi mới cách tuyên truyền theo hướng ngắn gọn, dễ hiểu, tận dụng hệ thống truyền thanh và
  mạng xã hội.
- {~further}, chuẩn bị tốt các điều kiện phục vụ nhân dân, cắt giảm giấy tờ, cuộc họp không cần thiết.
- {~further}, giữ vững đoàn kết nội bộ, coi trọng tự phê bình và phê bình, làm tốt công tác tư tưởng.
- {~further}, phát huy vai trò giám sát của Mặt trận Tổ quốc, các đoàn thể và của nhân dân ngay từ cơ sở.

[conclude_cell]
- Phát biểu với chi bộ, {chair} {~praised} sự chuẩn bị chu đáo của chi ủy và tinh thần thẳng thắn của
  các đảng viên.
- Góp ý tại buổi sinh hoạt, {chair} {~praised} cách điều hành khoa học, chọn đúng việc người dân đang
  quan tâm.
+
- Đồng chí {~asked} chi ủy tiếp tục chọn chuyên đề sát thực tế, mỗi kỳ chỉ bàn một, hai việc và theo đến
  cùng.
- Đồng chí mong mỗi đảng viên thường xuyên gần gũi, lắng nghe nhân dân nơi cư trú, kịp thời phản ánh với
  cấp ủy những việc mới phát sinh.
+
- {~further}, chi bộ cần quan tâm tạo nguồn kết nạp đảng viên trẻ và chăm lo đảng viên cao tuổi.
- {~further}, việc ghi biên bản, cập nhật dữ liệu đảng viên phải làm ngay sau buổi sinh hoạt.

[outlook]
- {~ahead}, {org} tiếp tục [bám sát|cụ thể hóa] nghị quyết đại hội đảng bộ các cấp, tập trung hoàn
  thành các chỉ tiêu đã đề ra {ky_toi}.
- {~ahead}, {party} xác định [đây là nhiệm vụ trọng tâm, thường xuyên|sẽ tiếp tục đổi mới cách
  làm], gắn với phong trào thi đua lập thành tích chào mừng {ky_niem}.
- Với {~solidarity}, {party} quyết tâm hoàn thành [thắng lợi|toàn diện] các nhiệm vụ {ky_toi}, góp
  phần xây dựng quê hương ngày càng phát triển.
+
- Những kết quả bước đầu này là [cơ sở|tiền đề] quan trọng để {party} tiếp tục xây dựng tổ chức trong
  sạch, vững mạnh, {~consensus}.
- Các phần việc sẽ được phân kỳ theo từng tháng để tiện kiểm tra, đôn đốc.
- Kết quả thực hiện sẽ được {org} kiểm điểm, đánh giá trong [kỳ họp|hội nghị] [gần nhất|định kỳ].
"""

LEXICON: dict[str, tuple[str, ...]] = {
    block.name: block.pools[0].local for block in parse(LEXICON_SOURCE)
}
SHARED = {block.name: block for block in parse(SHARED_SOURCE)}
