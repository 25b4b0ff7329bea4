use super::*;

const SID: &str = "SM11111111111111111111111111111111";

fn form(fields: &[(&str, &str)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
        .into_bytes()
}

/// A text as Twilio sends it, with `fields` before its own.
fn inbound(fields: &[(&str, &str)]) -> Vec<u8> {
    let usual = [
        ("MessageSid", SID),
        ("SmsSid", SID),
        ("AccountSid", "AC0"),
        ("From", "+14155550123"),
        ("To", "+18885550100"),
        ("Body", "Where is my order?"),
        ("NumMedia", "0"),
        ("NumSegments", "1"),
        ("FromCity", "SAN FRANCISCO"),
        ("SomethingNew", "x"),
    ];
    form(&[fields, usual.as_slice()].concat())
}

fn read_text(body: &[u8]) -> InboundText {
    match parse("message", FORM, body).unwrap() {
        CarrierInbound::Message(text) => *text,
        other => panic!("{other:?}"),
    }
}

fn report(fields: &[(&str, &str)]) -> CarrierInbound {
    let usual = [("MessageSid", SID), ("To", "+14155550123"), ("From", "+18885550100")];
    parse("status", FORM, &form(&[fields, usual.as_slice()].concat())).unwrap()
}

fn number(text: &str) -> Address {
    text.parse().unwrap()
}

#[test]
fn a_text_is_read_whatever_else_stands_in_the_form() {
    let text = read_text(&inbound(&[("MessagingServiceSid", "MG2")]));
    let expected = InboundText {
        carrier_id: SID.to_owned(),
        from: number("+14155550123"),
        to: "+18885550100".to_owned(),
        channel: Channel::Sms,
        body: "Where is my order?".to_owned(),
        media: Vec::new(),
        opt_out_type: None,
        profile_name: None,
    };
    assert_eq!(text, expected);
}

#[test]
fn a_long_text_with_emoji_comes_through_whole() {
    let long = "🧵é".repeat(800);
    assert_eq!(read_text(&inbound(&[("Body", &long)])).body, long);
}

#[test]
fn pictures_make_it_an_mms() {
    let text = read_text(&inbound(&[
        ("NumMedia", "2"),
        ("Body", ""),
        ("MediaUrl0", "https://api.twilio.com/0"),
        ("MediaContentType0", "image/jpeg"),
        ("MediaUrl1", "https://api.twilio.com/1"),
    ]));
    assert_eq!((text.channel, text.body.as_str()), (Channel::Mms, ""));
    let types: Vec<_> = text.media.iter().map(|media| media.content_type.as_str()).collect();
    assert_eq!(types, ["image/jpeg", "application/octet-stream"]);
}

#[test]
fn whatsapp_names_its_people_by_number_or_by_user_id() {
    let on_whatsapp = |from| {
        read_text(&inbound(&[
            ("From", from),
            ("To", "whatsapp:+18885550100"),
            ("ProfileName", "Ana"),
        ]))
    };
    let known = on_whatsapp("whatsapp:+14155550123");
    assert_eq!((known.channel, known.from), (Channel::Whatsapp, number("+14155550123")));
    assert_eq!(
        (known.to.as_str(), known.profile_name.as_deref()),
        ("+18885550100", Some("Ana"))
    );
    assert_eq!(
        on_whatsapp("whatsapp:US.13491208655302741918").from,
        number("bsuid:US.13491208655302741918")
    );
}

#[test]
fn the_carriers_own_answer_to_a_keyword_is_told() {
    let kind = |word| read_text(&inbound(&[("OptOutType", word)])).opt_out_type;
    assert_eq!(kind("STOP"), Some(OptOutType::Stop));
    assert_eq!(kind("start"), Some(OptOutType::Start));
    assert_eq!(kind("HELP"), Some(OptOutType::Help));
    assert_eq!(kind("NEWWORD"), None);
}

#[test]
fn reports_are_read_and_steps_on_twilios_side_are_ignored() {
    let state = |word| match report(&[("MessageStatus", word)]) {
        CarrierInbound::Status(report) => Some(report.state),
        _ => None,
    };
    assert_eq!(state("sent"), Some(ReportedState::Sent));
    assert_eq!(state("delivered"), Some(ReportedState::Delivered));
    assert_eq!(state("read"), Some(ReportedState::Read));
    for word in [
        "accepted",
        "scheduled",
        "queued",
        "sending",
        "partially_delivered",
        "teleported",
    ] {
        assert_eq!(state(word), None, "{word}");
    }
}

#[test]
fn a_failure_is_told_in_plain_words() {
    let failure = |fields: &[(&str, &str)]| match report(fields) {
        CarrierInbound::Status(StatusReport {
            state:
                ReportedState::Failed {
                    code,
                    reason,
                    opted_out,
                },
            ..
        }) => (code, reason, opted_out),
        other => panic!("{other:?}"),
    };
    let (code, reason, opted_out) = failure(&[("MessageStatus", "undelivered"), ("ErrorCode", "30005")]);
    assert_eq!((code.as_deref(), opted_out), (Some("30005"), false));
    assert!(reason.contains("does not exist"), "{reason}");
    assert!(failure(&[("MessageStatus", "failed"), ("ErrorCode", "21610")]).2);
    assert!(
        failure(&[("MessageStatus", "failed"), ("ErrorCode", "39999")])
            .1
            .contains("39999")
    );
    assert_eq!(failure(&[("MessageStatus", "failed"), ("ErrorCode", "")]).0, None);
}

#[test]
fn a_report_knows_our_message_by_the_query_of_its_callback() {
    let ours = "0192f0c1-0000-7000-8000-00000000000a";
    let body = form(&[("MessageSid", SID), ("MessageStatus", "sent"), ("To", "+14155550123")]);
    let message = |topic: &str| match parse(topic, FORM, &body).unwrap() {
        CarrierInbound::Status(report) => report.message,
        other => panic!("{other:?}"),
    };
    assert_eq!(message(&format!("status?message={ours}")), Some(ours.parse().unwrap()));
    assert_eq!(message("status?message=nonsense"), None);
    assert_eq!(message("status"), None);
}

#[test]
fn a_webhook_names_its_contact_before_anything_else_is_read() {
    let of =
        |topic: &str, from: &str, to: &str| attribute(topic, &form(&[("From", from), ("To", to), ("NumMedia", "x")]));
    let expected = Attribution {
        contact: number("+14155550123"),
        sender: Some("+18885550100".to_owned()),
    };
    assert_eq!(
        of("message", "whatsapp:+14155550123", "whatsapp:+18885550100"),
        Some(expected.clone())
    );
    assert_eq!(of("status?message=1", "+18885550100", "+14155550123"), Some(expected));
    assert_eq!(
        of("status", "", "+14155550123").map(|attribution| attribution.sender),
        Some(None)
    );
    assert_eq!(of("message", "22395", "+18885550100"), None);
    assert_eq!(of("fax", "+14155550123", "+18885550100"), None);
}

#[test]
fn bad_input_is_an_error_that_names_the_field_and_not_its_content() {
    let cases: [(&str, &str, Vec<u8>, &str); 7] = [
        ("message", "application/json", inbound(&[]), FORM),
        ("fax", FORM, inbound(&[]), "fax"),
        (
            "message",
            FORM,
            form(&[("From", "+14155550123"), ("To", "+18885550100")]),
            "MessageSid",
        ),
        ("message", FORM, inbound(&[("From", "SECRET")]), "From"),
        ("message", FORM, inbound(&[("NumMedia", "SECRET")]), "NumMedia"),
        ("message", FORM, inbound(&[("NumMedia", "4294967296")]), "NumMedia"),
        ("message", FORM, inbound(&[("NumMedia", "1")]), "MediaUrl"),
    ];
    for (topic, content_type, body, named) in cases {
        let error = parse(topic, content_type, &body).unwrap_err().to_string();
        assert!(error.contains(named) && !error.contains("SECRET"), "{error}");
    }
    for garbage in [b"".as_slice(), b"%zz%ff", b"\xff\xfe=\x00", &[b'&'; 1000]] {
        assert!(parse("message", FORM, garbage).is_err());
        assert!(parse("status", FORM, garbage).is_err());
    }
}
