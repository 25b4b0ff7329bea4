//! How figures are shown.

pub mod markdown;
pub mod svg;
pub mod terminal;

use crate::goals::{Bound, Goal};

/// `74,312`, `1.46`, `0.087`: as many digits as mean something.
fn number(value: f64) -> String {
    if value >= 100.0 {
        return thousands(value.round() as u64);
    }
    let decimals = if value >= 10.0 {
        1
    } else if value >= 0.095 {
        2
    } else {
        3
    };
    format!("{value:.decimals$}")
}

fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn wanted(goal: &Goal) -> String {
    match goal.bound {
        Bound::AtLeast(bound) => format!("at least {} {}", number(bound), goal.unit),
        Bound::AtMost(bound) => format!("at most {} {}", number(bound), goal.unit),
    }
}

fn measured(goal: &Goal) -> String {
    goal.measured.map_or_else(|| "–".to_owned(), number)
}

fn verdict(goal: &Goal) -> &'static str {
    match goal.is_met() {
        Some(true) => "met",
        Some(false) => "missed",
        None => "not judged",
    }
}
