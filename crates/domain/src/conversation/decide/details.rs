//! Notes, labels, contact details, clicks.

use super::Decision;
use crate::{
    AgentId, NoteId,
    conversation::{
        Rejection,
        event::{ContactUpdated, LabelAdded, LabelRemoved, LinkClicked, NoteAdded},
    },
};

const NOTE_LIMIT: usize = 4_000;
const LABEL_LIMIT: usize = 40;
const FIELD_LIMIT: usize = 254;

fn text(value: &str, limit: usize) -> Result<String, Rejection> {
    let value = value.trim();
    let fits = !value.is_empty() && value.chars().count() <= limit;
    if fits {
        Ok(value.to_owned())
    } else {
        Err(Rejection::InvalidText { limit })
    }
}

impl Decision {
    pub(super) fn add_note(
        &mut self,
        note: NoteId,
        agent: AgentId,
        body: &str,
        mentions: &[AgentId],
    ) -> Result<(), Rejection> {
        let body = text(body, NOTE_LIMIT)?;
        self.record(NoteAdded {
            note,
            agent,
            body,
            mentions: mentions.to_vec(),
        });
        Ok(())
    }

    pub(super) fn add_label(&mut self, label: &str) -> Result<(), Rejection> {
        let label = text(label, LABEL_LIMIT)?;
        if !self.state.labels.contains(&label) {
            self.record(LabelAdded { label });
        }
        Ok(())
    }

    pub(super) fn remove_label(&mut self, label: &str) -> Result<(), Rejection> {
        let label = label.trim().to_owned();
        if self.state.labels.contains(&label) {
            self.record(LabelRemoved { label });
        }
        Ok(())
    }

    pub(super) fn update_contact(&mut self, updated: &ContactUpdated) -> Result<(), Rejection> {
        let known = &self.state.contact;
        let news = ContactUpdated {
            name: changed(&known.name, &updated.name)?,
            email: changed(&known.email, &updated.email)?,
            language: changed(&known.language, &updated.language)?,
            time_zone: changed(&known.time_zone, &updated.time_zone)?,
            country: changed(&known.country, &updated.country)?,
            region: changed(&known.region, &updated.region)?,
            postal_code: changed(&known.postal_code, &updated.postal_code)?,
        };
        if news != ContactUpdated::default() {
            self.record(news);
        }
        Ok(())
    }

    pub(super) fn follow_link(&mut self, code: &str) -> Result<(), Rejection> {
        if !self.state.clicked_links.contains(code) {
            self.record(LinkClicked { code: code.to_owned() });
        }
        Ok(())
    }
}

/// The new value if it is one; an empty one clears the field.
fn changed(known: &Option<String>, updated: &Option<String>) -> Result<Option<String>, Rejection> {
    let Some(value) = updated else { return Ok(None) };
    let value = value.trim();
    if value.chars().count() > FIELD_LIMIT {
        return Err(Rejection::InvalidText { limit: FIELD_LIMIT });
    }
    Ok((known.as_deref().unwrap_or_default() != value).then(|| value.to_owned()))
}
