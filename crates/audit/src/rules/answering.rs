//! Once people have a conversation, the AI and the keyword rules are silent until it is given back.

use crate::{
    claim::Claim,
    violation::{Code, Finding},
    wall_clock::told_there,
};

pub(crate) fn check(claim: &Claim) -> Option<Finding> {
    let answers = claim.thread.answers;
    let over_people = claim.text.automatic && answers.people;
    over_people.then(|| {
        let when = told_there(&claim.place, claim.at);
        let says = match answers.since {
            Some(_) => format!("A text by the AI or a keyword rule left at {when} after a person had taken over."),
            None => {
                format!("A text by the AI or a keyword rule left at {when}, and nobody had given it the conversation.")
            }
        };
        Finding::new(Code::AiAfterTakeover, answers.since, says)
    })
}
