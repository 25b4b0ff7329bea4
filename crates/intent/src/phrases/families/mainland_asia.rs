//! Vietnamese and Mongolian. Thai, Lao, Khmer and Burmese, which write no spaces, are in [`crate::phrases::runs`].

use crate::phrases::lexicon::Lexicon;

pub(super) const LEXICONS: &[Lexicon] = &[
    Lexicon {
        code: "vi",
        language: "Vietnamese",
        classes: &[
            ("imnot", "tôi_không_phải tôi_không_phải_là"),
            (
                "please",
                "xin làm_ơn vui_lòng cảm_ơn cám_ơn ạ nhé đi shop_ơi xin_chào ngay_bây_giờ ngay giùm dùm với hộ ơi xin_vui_lòng",
            ),
            ("me", "tôi cho_tôi mình cho_mình tui em chúng_tôi số_này vào_số_này"),
            (
                "texts",
                "tin_nhắn tin nhắn_tin sms quảng_cáo thông_báo tin_quảng_cáo spam khuyến_mãi thư_rác tin_rác bản_tin quảng_cáo tin_khuyến_mãi tin_nhắn_rác msg",
            ),
            (
                "contact",
                "gửi gởi nhắn nhắn_tin gửi_tin gửi_tin_nhắn làm_phiền liên_lạc liên_hệ gọi quấy_rầy quấy_rối spam phiền gửi_cho gửi_thêm gửi_nữa nhắn_nữa",
            ),
            (
                "dont",
                "đừng đừng_có không đừng_bao_giờ chớ đừng_nên thôi_đừng ngừng dừng ngưng",
            ),
            ("more", "nữa thêm lần_nữa tiếp nửa bao_giờ_nữa"),
            (
                "stop",
                "dừng ngừng ngưng thôi hủy huỷ tắt chặn chấm_dứt dừng_lại ngưng_ngay ngừng_ngay hủy_bỏ kết_thúc",
            ),
            ("want", "muốn cần thích quan_tâm đồng_ý có_nhu_cầu"),
            (
                "nowant",
                "không_muốn không_cần không_thích không_quan_tâm không_có_nhu_cầu chán_ngấy không_đồng_ý ko_muốn ko_cần k_muốn hết_muốn ko_muon k_can ngán_mấy",
            ),
            ("receive", "nhận nhận_được nhận_thêm bị_làm_phiền"),
            ("no", "không không_có"),
            ("nomore", "không_nữa hết không_còn đủ_rồi"),
            ("enough", "đủ_rồi thôi_đủ_rồi quá_đủ đủ_lắm_rồi"),
            ("remove", "xóa xoá loại_bỏ xóa_bỏ gỡ_bỏ xóa_tên bỏ_tên bỏ_số gỡ_số"),
            (
                "removeme",
                "xóa_tôi xoá_tôi bỏ_tôi loại_tôi gỡ_tôi xóa_mình cho_tôi_ra_khỏi bỏ_tên_tôi",
            ),
            (
                "number",
                "số số_điện_thoại số_của_tôi sdt sđt tên số_này số_tôi thông_tin",
            ),
            ("list", "danh_sách khỏi_danh_sách hệ_thống khỏi_hệ_thống"),
            ("out", "ra_khỏi khỏi rời"),
            ("wrong", "nhầm sai lộn lầm"),
            ("who", "số số_rồi người máy người_rồi số_điện_thoại"),
            (
                "notme",
                "nhầm_số nhầm_số_rồi sai_số sai_số_rồi nhầm_người sai_người nhầm_máy lộn_số lầm_số số_sai số_nhầm gửi_nhầm nhắn_nhầm nhắn_nhầm_số không_phải_tôi tôi_không_phải_là tôi_không_phải không_phải_số_của đây_không_phải_số số_này_không_phải số_này_không_còn số_này_giờ số_này_đã số_này_là_của đã_đổi_số đổi_số_rồi không_quen_ai không_biết_ai không_quen_người không_có_ai_tên chủ_mới số_của_con_tôi điện_thoại_của_con số_công_ty điện_thoại_công_ty",
            ),
            ("dead", "đã_mất đã_qua_đời qua_đời"),
            (
                "unsub",
                "hủy_đăng_ký huỷ_đăng_ký hủy_đăng_kí huỷ_đăng_kí bỏ_đăng_ký ngừng_đăng_ký hủy_nhận từ_chối_nhận huỷ_nhận tc_qc hủy_theo_dõi từ_chối_quảng_cáo hủy_dịch_vụ_tin",
            ),
            ("subscription", "đăng_ký gói thành_viên"),
            ("how", "làm_sao làm_thế_nào cách ở_đâu làm_cách_nào"),
            (
                "leave",
                "để_tôi_yên để_cho_tôi_yên để_yên_cho_tôi để_mình_yên hãy_để_tôi_yên tha_cho_tôi buông_tha quên_số_tôi quên_tôi_đi cho_tôi_yên đừng_làm_phiền đừng_quấy_rầy",
            ),
            ("revoke", "rút rút_lại hủy thu_hồi"),
            ("consent", "sự_đồng_ý đồng_ý chấp_thuận"),
            (
                "goods",
                "lịch hộp thức_ăn đơn đơn_hàng hàng gói_hàng giao lịch_hẹn đặt_chỗ sản_phẩm giỏ giỏ_hàng thanh_toán báo_thức nhắc_nhở bài_hát trả_hàng hoàn_tiền hóa_đơn địa_chỉ mã size thẻ ảnh bài cuộc_hẹn",
            ),
            ("if", "nếu khi"),
            (
                "accident",
                "lỡ_tay nhận_tin_lại nhận_lại_tin vô_tình đăng_ký_lại nhầm_stop",
            ),
            ("keyword", "hủy huỷ hủy_đăng_ký dừng_lại ngừng_gửi từ_chối tc huy"),
            (
                "weak",
                "dừng ngừng ngưng thôi đủ_rồi xóa kết_thúc chấm_dứt không_muốn không_nhận tắt",
            ),
            ("start", "bắt_đầu có đồng_ý tiếp_tục đăng_ký"),
            ("help", "trợ_giúp hỗ_trợ giúp giúp_đỡ thông_tin"),
            (
                "insult",
                "đụ_má đụ_mẹ địt_mẹ đm_mày đmm địt_cụ đù_má cút cút_đi cút_mẹ biến_đi biến_mẹ cút_xéo câm_mồm câm_miệng im_mồm chết_đi đồ_chó đồ_khốn khốn_nạn lũ_khốn bọn_khốn óc_chó mẹ_kiếp con_mẹ_mày mẹ_mày vãi_lồn lồn cặc đồ_ngu bọn_lừa lũ_lừa xuống_địa_ngục đi_chết đéo",
            ),
        ],
        sayings: &[
            "nhiều tin|quảng|sms quá|nhắn|cáo .. dừng|ngừng|thôi|hủy|đừng|xóa",
            "đừng|không|ngừng|dừng|ngưng .. gửi|nhắn|gởi|liên|làm .. nữa|tin|tôi|phiền|lạc",
            "không muốn|cần|thích .. nhận|tin|quảng|sms",
            "chưa|không|tôi bao|hề|từng|chưa? .. đăng|đồng|cho .. ký|ý|phép|kí",
            "báo|kiện|khiếu|tố cáo|công|nại .. tin|an|spam|các|nếu",
            "chỉ .. email|mail",
            "làm|cách sao|thế|nào|để|hủy .. hủy|dừng|ngừng|tắt|chặn|thoát|xóa|ngưng|nhận .. tin|quảng|đăng|sms|danh|nữa",
        ],
    },
    Lexicon {
        code: "mn",
        language: "Mongolian",
        classes: &[
            ("please", "гуйя баярлалаа сайн_байна_уу"),
            ("me", "надад намайг надруу над_руу"),
            ("texts", "мессеж* мэссэж* сурталчилгаа* смс* sms"),
            ("nowrite", "битгий_бич битгий_бичээрэй битгий_зовоо битгий_саад"),
            (
                "nosend",
                "битгий_явуул битгий_явуулаарай битгий_илгээ битгий_илгээгээрэй",
            ),
            ("contact", "явуулахаа илгээхээ бичихээ"),
            ("more", "дахиж дахин"),
            ("stop", "зогсоо зогсооно зогсоож зогсоогоорой боль болиоч цуцал"),
            ("nowant", "хүсэхгүй авмааргүй хэрэггүй сонирхохгүй"),
            ("remove", "хас хасаж устга устгаж"),
            ("number", "дугаарыг дугаар"),
            ("list", "жагсаалтаас"),
            ("wrong", "буруу"),
            ("who", "дугаар хүн"),
            ("leave", "намайг_тайван намайг_зүгээр"),
            ("keyword", "зогсоо зогс цуцлах"),
            ("goods", "захиалга* хүргэлт*"),
        ],
        sayings: &[],
    },
];
