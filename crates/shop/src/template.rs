//! Texts with variables in double braces.

use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value};
use std::collections::BTreeMap;

/// Steps a template may take: far beyond any text, and the end of one that loops.
const FUEL: u64 = 10_000;

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum TemplateError {
    /// Nothing is ever sent with a blank where a name should stand.
    #[error(
        "the template needs `{name}`, which is not known here: leave it out, or write {{{{ {name} | default(\"...\") }}}}"
    )]
    MissingVariable { name: String },
    #[error("the template cannot be read (line {line}): {what}")]
    Malformed { line: usize, what: String },
}

/// Fills a template. A variable that is absent or blank counts as unknown: using it is an error, asking for it with
/// `{% if name %}` or `| default("there")` is not.
pub fn render(template: &str, variables: &[(&'static str, Option<&str>)]) -> Result<String, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    // Nothing is escaped: the text goes to a phone, not into a page.
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let known: BTreeMap<String, Value> = variables
        .iter()
        .filter_map(|(name, value)| {
            value
                .map(str::trim)
                .filter(|value| !value.is_empty())
                .map(|value| (*name, value))
        })
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    let template = environment.template_from_str(template).map_err(malformed)?;
    let rendered = template.render(Value::from(known.clone()));
    rendered
        .map(|text| text.trim().to_owned())
        .map_err(|error| match error.kind() {
            ErrorKind::UndefinedError => {
                let used = template.undeclared_variables(false);
                let missing = used.into_iter().filter(|name| !known.contains_key(name)).min();
                TemplateError::MissingVariable {
                    name: missing.unwrap_or_else(|| "?".to_owned()),
                }
            }
            _ => malformed(error),
        })
}

fn malformed(error: minijinja::Error) -> TemplateError {
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    TemplateError::Malformed {
        line: error.line().unwrap_or(1),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_as_they_are() {
        let variables = [("name", Some("Ana & Bo")), ("product", Some("<Linen> Shirt"))];
        assert_eq!(
            render("Hi {{ name }}, your {{product}}!", &variables).unwrap(),
            "Hi Ana & Bo, your <Linen> Shirt!"
        );
    }

    #[test]
    fn a_missing_or_blank_variable_is_never_sent_as_a_blank() {
        for value in [None, Some(""), Some("  ")] {
            let missing = render("Hi {{ name }}!", &[("name", value)]);
            assert_eq!(
                missing,
                Err(TemplateError::MissingVariable {
                    name: "name".to_owned()
                })
            );
        }
        let unknown = render("Use {{ code }}, {{ name }}", &[("name", Some("Ana"))]).unwrap_err();
        assert!(unknown.to_string().contains("`code`"), "{unknown}");
    }

    #[test]
    fn a_template_may_say_what_stands_for_a_missing_variable() {
        let template = "Hi {{ name | default(\"there\") }}{% if product %}, your {{ product }}{% endif %}!";
        assert_eq!(render(template, &[("name", None)]).unwrap(), "Hi there!");
    }

    #[test]
    fn a_broken_or_endless_template_is_an_error() {
        for template in [
            "Hi {{ name",
            "{% for %}",
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}",
        ] {
            assert!(
                matches!(render(template, &[]), Err(TemplateError::Malformed { .. })),
                "{template}"
            );
        }
    }
}
