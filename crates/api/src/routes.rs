//! Every operation, grouped by who calls it. One registration serves the requests and the document.

use crate::{
    agents, api_keys, backups, carts, contacts, conversation, erasures, events, inbound, me, media, operating, proofs,
    sending, session, simulator, stores, views,
};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .configure(people)
        .configure(conversations)
        .configure(log)
        .configure(outside)
        .configure(demo);
}

fn people(config: &mut ServiceConfig<'_>) {
    config
        .service(session::sign_in::sign_in)
        .service(session::refresh::refresh_session)
        .service(session::sign_out::sign_out)
        .service(me::read::read_me)
        .service(me::password::change_password)
        .service(agents::list::list_agents)
        .service(agents::add::add_agent)
        .service(agents::change::change_agent)
        .service(api_keys::list::list_api_keys)
        .service(api_keys::issue::issue_api_key)
        .service(api_keys::revoke::revoke_api_key)
        .service(stores::list::list_stores)
        .service(stores::create::create_store)
        .service(stores::read::read_store)
        .service(stores::change::change_profile)
        .service(stores::change::change_senders)
        .service(stores::change::change_hours)
        .service(stores::change::change_templates)
        .service(stores::change::change_quick_replies)
        .service(stores::change::change_keyword_rules)
        .service(stores::change::change_automation)
        .service(stores::change::change_cart_recovery)
        .service(stores::change::change_sending_rules)
        .service(sending::opt_out_rates::read_opt_out_rates)
        .service(sending::suppressions::list_suppressions)
        .service(sending::suppressions::export_suppressions)
        .service(sending::suppressions::import_suppressions)
        .service(sending::tables::read_sending_tables)
        .service(sending::text_trial::try_text)
        .service(sending::times::read_sending_times);
}

fn conversations(config: &mut ServiceConfig<'_>) {
    config
        .service(conversation::boxes::count_boxes)
        .service(conversation::list::list_conversations)
        .service(conversation::start::start_conversation)
        // Before those with an id in its place.
        .service(conversation::bulk::change_conversations)
        .service(conversation::read::read_conversation)
        .service(conversation::timeline::read_timeline)
        .service(conversation::send::send_message)
        .service(conversation::cancel::cancel_message)
        .service(conversation::cancel::send_message_now)
        .service(conversation::retry::retry_message)
        .service(conversation::explain::explain_message)
        .service(conversation::assign::assign_conversation)
        .service(conversation::take::take_conversation)
        .service(conversation::hand_off::hand_off_conversation)
        .service(conversation::close::close_conversation)
        .service(conversation::close::reopen_conversation)
        .service(conversation::snooze::snooze_conversation)
        .service(conversation::mark::record_reading)
        .service(conversation::mark::mark_conversation_read)
        .service(conversation::mark::mark_conversation_unread)
        .service(conversation::consent::opt_out_contact)
        .service(conversation::consent::opt_in_contact)
        .service(conversation::note::add_note)
        .service(conversation::label::label_conversation)
        .service(conversation::contact::update_contact)
        .service(contacts::list_contacts)
        .service(carts::list_carts)
        .service(carts::list_orders)
        .service(media::upload::upload_media)
        .service(media::download::download_media);
}

fn log(config: &mut ServiceConfig<'_>) {
    config
        .service(events::list::list_events)
        .service(events::stream::stream_events)
        .service(events::live::follow_live)
        .service(views::read::read_views)
        .service(views::rebuild::rebuild_views)
        .service(proofs::checkpoint::read_checkpoint)
        .service(proofs::public_key::read_public_key)
        .service(proofs::inclusion::prove_inclusion)
        .service(proofs::consistency::prove_consistency)
        .service(proofs::bundle::read_bundle)
        .service(backups::list::list_backups)
        .service(backups::make::make_backup)
        .service(erasures::erase::erase_contact)
        .service(erasures::list::list_erasures)
        .service(erasures::list::read_erasure)
        .service(erasures::certificate::read_certificate);
}

fn outside(config: &mut ServiceConfig<'_>) {
    config
        .service(inbound::twilio::receive_twilio_message)
        .service(inbound::twilio::receive_twilio_status)
        .service(inbound::shopify::receive_shopify_webhook)
        .service(inbound::short_link::follow_short_link)
        .service(media::fetch::fetch_media)
        .service(operating::check_liveness)
        .service(operating::check_readiness)
        .service(operating::read_metrics);
}

fn demo(config: &mut ServiceConfig<'_>) {
    config
        .service(simulator::overview::read_simulator)
        .service(simulator::phone::read_phone)
        .service(simulator::phone::text_from_phone)
        .service(simulator::phone::read_on_phone)
        .service(simulator::shop::abandon_cart)
        .service(simulator::shop::place_order)
        .service(simulator::clock::advance_clock)
        .service(simulator::failures::set_failures);
}
