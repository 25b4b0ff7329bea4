use super::*;
use crate::{Aggregate, Rejected};
use jiff::Timestamp;

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum StoreRejection {
    #[error("there is no such store")]
    NotFound,
    #[error("`{field}` {problem}")]
    Invalid { field: &'static str, problem: String },
}

impl Rejected for StoreRejection {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "store_not_found",
            Self::Invalid { .. } => "setting_invalid",
        }
    }
}

fn invalid(field: &'static str, problem: impl Into<String>) -> StoreRejection {
    StoreRejection::Invalid {
        field,
        problem: problem.into(),
    }
}

fn text(field: &'static str, value: &str, limit: usize) -> Result<(), StoreRejection> {
    let blank = value.trim().is_empty();
    if blank || value.chars().count() > limit {
        return Err(invalid(field, format!("needs 1 to {limit} characters")));
    }
    Ok(())
}

fn distinct<'a>(field: &'static str, names: impl Iterator<Item = &'a str>) -> Result<(), StoreRejection> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        if !seen.insert(name.to_lowercase()) {
            return Err(invalid(field, "names the same thing twice: keep one"));
        }
    }
    Ok(())
}

fn check_profile(profile: &Profile) -> Result<(), StoreRejection> {
    text("profile.name", &profile.name, 120)?;
    text("profile.support_contact", &profile.support_contact, 200)?;
    let currency = profile.currency.len() == 3 && profile.currency.bytes().all(|b| b.is_ascii_uppercase());
    if currency {
        Ok(())
    } else {
        Err(invalid("profile.currency", "is a code of three capitals such as USD"))
    }
}

fn check_senders(senders: &[Sender]) -> Result<(), StoreRejection> {
    for sender in senders {
        let parsed: Result<crate::Address, _> = sender.number.parse();
        match parsed {
            Ok(address) if address.as_str() == sender.number => {}
            _ => {
                return Err(invalid(
                    "senders.number",
                    "is a number in E.164 form, such as +14155550123",
                ));
            }
        }
        if sender.channels.is_empty() {
            return Err(invalid("senders.channels", "needs at least one channel"));
        }
        text("senders.gateway", &sender.gateway, 40)?;
    }
    distinct("senders", senders.iter().map(|sender| sender.number.as_str()))
}

fn check_rules(rules: &[KeywordRule]) -> Result<(), StoreRejection> {
    for rule in rules {
        text("keyword_rules.name", &rule.name, 120)?;
        text("keyword_rules.reply", &rule.reply, 1600)?;
        let words = rule.words.iter().any(|word| !word.trim().is_empty());
        if !words && rule.topic.is_none() {
            return Err(invalid("keyword_rules.words", "needs a word, or a topic instead"));
        }
    }
    distinct("keyword_rules", rules.iter().map(|rule| rule.name.as_str()))
}

impl Aggregate for Store {
    type Command = StoreCommand;
    type Event = StoreEvent;
    type Rejection = StoreRejection;

    fn decide(&self, command: &StoreCommand, _now: Timestamp) -> Result<Vec<StoreEvent>, StoreRejection> {
        use StoreCommand::*;
        if let Create { store, profile } = command {
            check_profile(profile)?;
            let created = StoreCreated {
                store: *store,
                profile: profile.clone(),
            };
            return Ok(if self.store.is_some() {
                vec![]
            } else {
                vec![created.into()]
            });
        }
        if self.store.is_none() {
            return Err(StoreRejection::NotFound);
        }
        // Saving what is set already says nothing new, so it leaves no event.
        let event: Option<StoreEvent> = match command {
            Create { .. } => None,
            ChangeProfile(profile) => {
                check_profile(profile)?;
                (self.profile.as_ref() != Some(profile)).then(|| {
                    ProfileChanged {
                        profile: profile.clone(),
                    }
                    .into()
                })
            }
            ChangeSenders(senders) => {
                check_senders(senders)?;
                (self.senders != *senders).then(|| {
                    SendersChanged {
                        senders: senders.clone(),
                    }
                    .into()
                })
            }
            ChangeHours(hours) => {
                hours.check().map_err(|problem| invalid("hours", problem.to_string()))?;
                (self.hours != *hours).then(|| HoursChanged { hours: hours.clone() }.into())
            }
            ChangeTemplates(templates) => {
                for template in templates {
                    text("templates.name", &template.name, 120)?;
                    text("templates.body", &template.body, 1600)?;
                }
                distinct("templates", templates.iter().map(|template| template.name.as_str()))?;
                (self.templates != *templates).then(|| {
                    TemplatesChanged {
                        templates: templates.clone(),
                    }
                    .into()
                })
            }
            ChangeQuickReplies(quick_replies) => {
                for reply in quick_replies {
                    text("quick_replies.shortcut", &reply.shortcut, 40)?;
                    text("quick_replies.body", &reply.body, 1600)?;
                }
                distinct(
                    "quick_replies",
                    quick_replies.iter().map(|reply| reply.shortcut.as_str()),
                )?;
                let changed = self.quick_replies != *quick_replies;
                changed.then(|| {
                    QuickRepliesChanged {
                        quick_replies: quick_replies.clone(),
                    }
                    .into()
                })
            }
            ChangeKeywordRules(keyword_rules) => {
                check_rules(keyword_rules)?;
                let changed = self.keyword_rules != *keyword_rules;
                changed.then(|| {
                    KeywordRulesChanged {
                        keyword_rules: keyword_rules.clone(),
                    }
                    .into()
                })
            }
            ChangeAutomation(automation) => {
                text("automation.fallback", &automation.fallback, 1600)?;
                let changed = self.automation.as_ref() != Some(automation);
                changed.then(|| {
                    AutomationChanged {
                        automation: automation.clone(),
                    }
                    .into()
                })
            }
            ChangeCartRecovery(cart_recovery) => {
                let cart_recovery = &CartRecovery {
                    paused_because: cart_recovery.paused_because.clone().filter(|_| !cart_recovery.enabled),
                    ..cart_recovery.clone()
                };
                if !(1..=2880).contains(&cart_recovery.delay_minutes) {
                    return Err(invalid(
                        "cart_recovery.delay_minutes",
                        "lies between 1 and 2880 (48 hours)",
                    ));
                }
                let changed = self.cart_recovery.as_ref() != Some(cart_recovery);
                changed.then(|| {
                    CartRecoveryChanged {
                        cart_recovery: cart_recovery.clone(),
                    }
                    .into()
                })
            }
            ChangeSendingRules(sending_rules) => {
                if sending_rules.frequency.chars().count() > 60 {
                    return Err(invalid("sending_rules.frequency", "holds at most 60 characters"));
                }
                if sending_rules.checkout_wording.chars().count() > 2000 {
                    return Err(invalid(
                        "sending_rules.checkout_wording",
                        "holds at most 2000 characters",
                    ));
                }
                if sending_rules.opt_out_threshold_permille > 1000 {
                    return Err(invalid(
                        "sending_rules.opt_out_threshold_permille",
                        "lies between 0 (never) and 1000",
                    ));
                }
                let changed = self.sending_rules != *sending_rules;
                changed.then(|| {
                    SendingRulesChanged {
                        sending_rules: sending_rules.clone(),
                    }
                    .into()
                })
            }
        };
        Ok(event.into_iter().collect())
    }

    fn evolve(&mut self, event: &StoreEvent, version: u64, at: Timestamp) {
        self.version = version;
        match event.clone() {
            StoreEvent::StoreCreated(created) => {
                self.store = Some(created.store);
                self.profile = Some(created.profile);
            }
            StoreEvent::ProfileChanged(changed) => self.profile = Some(changed.profile),
            StoreEvent::SendersChanged(changed) => self.senders = changed.senders,
            StoreEvent::HoursChanged(changed) => self.hours = changed.hours,
            StoreEvent::TemplatesChanged(changed) => self.templates = changed.templates,
            StoreEvent::QuickRepliesChanged(changed) => self.quick_replies = changed.quick_replies,
            StoreEvent::KeywordRulesChanged(changed) => self.keyword_rules = changed.keyword_rules,
            StoreEvent::AutomationChanged(changed) => self.automation = Some(changed.automation),
            StoreEvent::CartRecoveryChanged(changed) => {
                let was_on = self.cart_recovery.as_ref().is_some_and(|recovery| recovery.enabled);
                if changed.cart_recovery.enabled && !was_on {
                    self.cart_recovery_since = Some(at);
                }
                self.cart_recovery = Some(changed.cart_recovery);
            }
            StoreEvent::SendingRulesChanged(changed) => self.sending_rules = changed.sending_rules,
        }
    }
}
