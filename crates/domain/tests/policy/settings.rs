use domain::{
    Actor, Address, AgentId, Aggregate, Rejected, SessionId, StoreId,
    agent::{Agent, AgentCommand, AgentEvent, AgentRejection, Role, SessionEnd},
    store::{Hours, KeywordRule, OpenPeriod, Profile, Store, StoreCommand, Weekday},
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn ask<A: Aggregate>(state: &mut A, command: A::Command) -> Result<Vec<A::Event>, A::Rejection> {
    let events = state.decide(&command, now())?;
    for event in &events {
        state.evolve(event, 1, now());
    }
    Ok(events)
}

fn store() -> Store {
    let mut store = Store::default();
    let profile = Profile {
        name: "Fern & Thread".into(),
        support_contact: "help@fern.example".into(),
        currency: "USD".into(),
        shop_domain: None,
    };
    ask(
        &mut store,
        StoreCommand::Create {
            store: StoreId(Uuid::from_u128(1)),
            profile,
        },
    )
    .unwrap();
    store
}

#[test]
fn a_setting_that_cannot_work_is_refused_with_its_name() {
    let mut store = store();
    let rule = KeywordRule {
        name: "shipping".into(),
        words: vec![" ".into()],
        topic: None,
        reply: "Free.".into(),
    };
    let refused = ask(&mut store, StoreCommand::ChangeKeywordRules(vec![rule])).unwrap_err();
    assert_eq!(refused.code(), "setting_invalid");
    assert_eq!(
        refused.to_string(),
        "`keyword_rules.words` needs a word, or a topic instead"
    );
    let hours = Hours {
        time_zone: "Mars/Olympus".into(),
        periods: vec![],
        holidays: vec![],
    };
    assert!(
        ask(&mut store, StoreCommand::ChangeHours(hours))
            .unwrap_err()
            .to_string()
            .contains("Mars/Olympus")
    );
}

#[test]
fn saving_what_is_set_leaves_no_event() {
    let mut store = store();
    let periods = vec![OpenPeriod {
        day: Weekday::Monday,
        from: 0,
        until: 1_440,
    }];
    let hours = Hours {
        time_zone: "Europe/Lisbon".into(),
        periods,
        holidays: vec![],
    };
    assert_eq!(
        ask(&mut store, StoreCommand::ChangeHours(hours.clone())).unwrap().len(),
        1
    );
    assert!(ask(&mut store, StoreCommand::ChangeHours(hours)).unwrap().is_empty());
}

#[test]
fn hours_open_at_the_same_wall_clock_on_both_sides_of_a_daylight_saving_change() {
    let every_day = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let periods = every_day
        .map(|day| OpenPeriod {
            day,
            from: 9 * 60,
            until: 20 * 60,
        })
        .to_vec();
    let hours = Hours {
        time_zone: "America/New_York".into(),
        periods,
        holidays: vec![],
    };
    let opening = |at: &str| hours.next_opening(at.parse().unwrap()).map(|at| at.to_string());
    // 1 November 2026, clocks go back at 2:00.
    assert_eq!(opening("2026-10-31T12:00:00Z").as_deref(), Some("2026-10-31T13:00:00Z"));
    assert_eq!(opening("2026-11-01T04:30:00Z").as_deref(), Some("2026-11-01T14:00:00Z"));
    // 14 March 2027, clocks go forward at 2:00.
    assert_eq!(opening("2027-03-14T06:30:00Z").as_deref(), Some("2027-03-14T13:00:00Z"));
    assert_eq!(opening("2027-03-14T15:00:00Z"), None);
    // After closing, the next day.
    assert_eq!(opening("2027-03-16T00:00:00Z").as_deref(), Some("2027-03-16T13:00:00Z"));
}

fn signed_in() -> (Agent, SessionId) {
    let mut agent = Agent::default();
    let add = AgentCommand::Add {
        agent: AgentId(Uuid::from_u128(1)),
        name: "Ana".into(),
        email: "Ana@Fern.example".into(),
        role: Role::Agent,
        password_hash: "hash".into(),
    };
    ask(&mut agent, add).unwrap();
    let session = SessionId(Uuid::from_u128(2));
    let expires = now() + SignedDuration::from_hours(1);
    ask(
        &mut agent,
        AgentCommand::OpenSession {
            session,
            token_hash: "one".into(),
            expires,
        },
    )
    .unwrap();
    (agent, session)
}

fn rotate(session: SessionId, presented: &str, next: &str) -> AgentCommand {
    let expires = now() + SignedDuration::from_hours(1);
    AgentCommand::RotateSession {
        session,
        presented: presented.into(),
        token_hash: next.into(),
        expires,
    }
}

#[test]
fn a_refresh_token_works_once_and_an_old_one_ends_the_session() {
    let (mut agent, session) = signed_in();
    ask(&mut agent, rotate(session, "one", "two")).unwrap();
    let events = ask(&mut agent, rotate(session, "one", "three")).unwrap();
    assert!(matches!(&events[..], [AgentEvent::SessionEnded(ended)] if ended.reason == SessionEnd::TokenReused));
    assert_eq!(
        ask(&mut agent, rotate(session, "two", "four")),
        Err(AgentRejection::SessionEnded)
    );
}

#[test]
fn a_deactivated_agent_is_signed_out_everywhere() {
    let (mut agent, session) = signed_in();
    ask(
        &mut agent,
        AgentCommand::Change {
            name: "Ana".into(),
            role: Role::Agent,
            active: false,
        },
    )
    .unwrap();
    assert_eq!(
        ask(&mut agent, rotate(session, "one", "two")),
        Err(AgentRejection::SessionEnded)
    );
    let expires = now() + SignedDuration::from_hours(1);
    let open = AgentCommand::OpenSession {
        session,
        token_hash: "x".into(),
        expires,
    };
    assert_eq!(ask(&mut agent, open), Err(AgentRejection::Deactivated));
}

#[test]
fn nobody_is_made_an_integrator_by_hand() {
    let (mut agent, _) = signed_in();
    let change = AgentCommand::Change {
        name: "Ana".into(),
        role: Role::Integrator,
        active: true,
    };
    assert_eq!(ask(&mut agent, change), Err(AgentRejection::InvalidRole));
}

#[test]
fn an_address_is_canonical_or_refused() {
    let parsed = |text: &str| text.parse::<Address>().map(|address| address.to_string());
    assert_eq!(parsed(" +1 (415) 555-0123 ").as_deref(), Ok("+14155550123"));
    assert_eq!(parsed("bsuid:US.4711").as_deref(), Ok("bsuid:US.4711"));
    for wrong in [
        "4155550123",
        "+0155550123",
        "+1415",
        "+1415555012345678",
        "+1415x550123",
        "bsuid:",
        "bsuid:a b",
        "",
    ] {
        assert!(parsed(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn actors_read_back_as_they_were_written() {
    let id = Uuid::from_u128(7);
    let actors = [
        Actor::Agent(AgentId(id)),
        Actor::ApiKey(domain::ApiKeyId(id)),
        Actor::Contact,
        Actor::Carrier("twilio".into()),
        Actor::Shop("shopify".into()),
        Actor::Ai,
        Actor::Flow("cart recovery".into()),
        Actor::System,
    ];
    for actor in actors {
        assert_eq!(actor.to_string().parse::<Actor>(), Ok(actor));
    }
    assert!("agent:".parse::<Actor>().is_err());
}
