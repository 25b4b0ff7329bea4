//! How long a question takes: `cargo run --release -p policy --example speed`.

use jiff::{SignedDuration, Timestamp};
use policy::{Known, Purpose, place::locate, quiet_hours::next_allowed};
use std::{hint::black_box, time::Instant};

const QUESTIONS: u32 = 20_000;

fn main() {
    let first = Instant::now();
    let start: Timestamp = "2027-01-13T00:00:00Z".parse().expect("a moment");
    next_allowed(&locate(&known("+18885550123")), Purpose::Marketing, start);
    println!("first question, with the tables: {:.1?}", first.elapsed());
    for (number, what) in [
        ("+13055550123", "Florida"),
        ("+18505550123", "two zones"),
        ("+33612345678", "France, holidays"),
        ("+79161234567", "eleven zones"),
        ("+18885550123", "toll-free, every state"),
        ("bsuid:US.1", "the United States, every state and zone"),
    ] {
        let place = locate(&known(number));
        let placed = time(|_| {
            black_box(locate(black_box(&known(number))));
        });
        let asked = time(|n| {
            let at = start
                .checked_add(SignedDuration::from_mins(i64::from(n) * 37))
                .unwrap_or(start);
            black_box(next_allowed(black_box(&place), Purpose::Marketing, at));
        });
        println!("{what}: place {placed:.2} µs, next_allowed {asked:.2} µs");
    }
}

fn known(number: &str) -> Known<'_> {
    Known {
        number,
        ..Known::default()
    }
}

/// Microseconds a question.
fn time(question: impl Fn(u32)) -> f64 {
    let began = Instant::now();
    (0..QUESTIONS).for_each(question);
    began.elapsed().as_secs_f64() * 1e6 / f64::from(QUESTIONS)
}
