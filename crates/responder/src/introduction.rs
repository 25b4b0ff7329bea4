//! At first contact the AI says what it is (California Business and Professions Code 17941; EU AI Act, Art. 50(1)).

use crate::Question;

/// `reply`, with the introduction before it unless the AI has spoken in this conversation already.
pub(crate) fn before(question: &Question, reply: &str) -> String {
    if question.earlier.iter().any(|turn| turn.by_ai) {
        return reply.to_owned();
    }
    let profile = question.store.profile.as_ref().map(|profile| profile.name.as_str());
    let introduction = introduction(profile.unwrap_or_default(), question.language.as_deref());
    format!("{introduction} {reply}")
}

fn introduction(store: &str, language: Option<&str>) -> String {
    let language = language
        .and_then(|language| language.split(['-', '_']).next())
        .unwrap_or("en");
    let words = match language.to_lowercase().as_str() {
        "de" => "Ich bin der KI-Assistent von {store}.",
        "es" => "Soy el asistente de IA de {store}.",
        "fr" => "Je suis l'assistant IA de {store}.",
        "it" => "Sono l'assistente IA di {store}.",
        "nl" => "Ik ben de AI-assistent van {store}.",
        "pt" => "Sou o assistente de IA da {store}.",
        _ if store.is_empty() => "I'm an AI assistant.",
        _ => "I'm {store}'s AI assistant.",
    };
    words.replace("{store}", store)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_introduction_is_in_the_contacts_language_where_it_is_known() {
        assert_eq!(introduction("Fern", None), "I'm Fern's AI assistant.");
        assert_eq!(introduction("Fern", Some("pt-BR")), "Sou o assistente de IA da Fern.");
        assert_eq!(introduction("Fern", Some("ja")), "I'm Fern's AI assistant.");
        assert_eq!(introduction("", None), "I'm an AI assistant.");
    }
}
