use crate::log::*;
use audit::Code::WhatsappWindow;
use domain::{
    conversation::event::Intent,
    message::{Channel, Outgoing},
};

fn on_whatsapp(n: u128) -> Outgoing {
    Outgoing {
        channel: Channel::Whatsapp,
        ..reply(n)
    }
}

#[test]
fn free_text_within_the_window_and_after_it() {
    let mut log = Log::of(CALIFORNIA);
    let heard = log.contact_writes(1, Intent::None);
    log.later(24 * 60 - 1).leaves(on_whatsapp(2));
    log.is_clean();
    let claim = log.later(1).leaves(on_whatsapp(3));
    assert_eq!(log.found(), [(WhatsappWindow, claim, Some(heard))]);
}

#[test]
fn free_text_to_somebody_who_never_wrote() {
    let mut log = Log::of(CALIFORNIA);
    let claim = log.leaves(on_whatsapp(2));
    assert_eq!(log.found(), [(WhatsappWindow, claim, None)]);
}

#[test]
fn a_template_and_an_sms_need_no_window() {
    let mut log = Log::of(CALIFORNIA);
    log.leaves(Outgoing {
        template: Some("order_shipped".to_owned()),
        ..on_whatsapp(2)
    });
    log.leaves(reply(3));
    log.is_clean();
}
