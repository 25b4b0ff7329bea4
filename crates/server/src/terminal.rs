//! What a person sees who starts a server. On stderr: stdout belongs to what commands print.

use crate::{
    demo::{Seeded, cast},
    running::Running,
};
use domain::agent::Role;
use jiff::SignedDuration;
use secrecy::ExposeSecret;
use std::path::Path;

pub fn seeded(seeded: &Seeded, data: &Path) {
    let Seeded { conversations, events } = seeded;
    let data = data.display();
    eprintln!("Fern & Thread is written into {data}: {conversations} conversations, {events} events.");
}

pub fn seeded_before(data: &Path) {
    let data = data.display();
    eprintln!("There is a log in {data} already, nothing was written. Delete the directory to begin anew.");
}

pub fn greet(server: &Running) {
    let url = &server.public_url;
    eprintln!("\n  Threadkeep   {url}\n  API          {url}/docs/");
    if let Some(admin) = &server.first_admin {
        eprintln!("\n  The first admin: {}", admin.email);
        if admin.generated {
            eprintln!("  Password, shown only now: {}", admin.password.expose_secret());
        }
    }
    eprintln!("\n  Ctrl+C stops it.\n");
}

pub fn greet_demo(server: &Running) {
    let url = &server.public_url;
    eprintln!("\n  Threadkeep, with the demo store Fern & Thread\n");
    eprintln!("  Inbox        {url}/");
    eprintln!("  Simulator    {url}/simulator    play the customer: text, abandon a cart, move the clock");
    eprintln!("  API          {url}/docs/\n");
    for colleague in cast::COLLEAGUES {
        let role = match colleague.role {
            Role::Admin => "admin",
            Role::Auditor => "auditor",
            _ => "agent",
        };
        eprintln!("  {role:<8} {:<33} {}", colleague.email, colleague.does);
    }
    eprintln!("\n  Password     {}    (everybody's, in the demo only)", cast::PASSWORD);
    if server.ahead() > SignedDuration::from_mins(1) {
        let hours = server.ahead().as_hours();
        let minutes = server.ahead().as_mins() % 60;
        eprintln!("  The clock runs {hours} h {minutes} min ahead, as it was left.");
    }
    eprintln!("\n  Ctrl+C stops it. Everything you do is kept for the next start.\n");
}
