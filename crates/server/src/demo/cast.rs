//! Who works at the shop, and who buys there. All numbers are reserved for fiction.

use super::dice::Dice;
use domain::{Address, AgentId, agent::Role};
use uuid::Uuid;

/// Everybody's, in the demo store only.
pub const PASSWORD: &str = "velvet-otter-42-lanterns";

#[derive(Clone, Copy, Debug)]
pub struct Colleague {
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    pub does: &'static str,
}

pub const COLLEAGUES: [Colleague; 5] = [
    Colleague {
        name: "Ana Whitlock",
        email: "ana@fernandthread.example",
        role: Role::Admin,
        does: "runs the shop, sees everything",
    },
    Colleague {
        name: "Marcus Bell",
        email: "marcus@fernandthread.example",
        role: Role::Agent,
        does: "answers customers",
    },
    Colleague {
        name: "Priya Nair",
        email: "priya@fernandthread.example",
        role: Role::Agent,
        does: "answers customers",
    },
    Colleague {
        name: "Jonas Weber",
        email: "jonas@fernandthread.example",
        role: Role::Agent,
        does: "answers customers",
    },
    Colleague {
        name: "Ruth Okafor",
        email: "ruth@fernandthread.example",
        role: Role::Auditor,
        does: "reads everything, changes nothing",
    },
];

impl Colleague {
    pub fn id(&self) -> AgentId {
        AgentId(Uuid::new_v5(&Uuid::NAMESPACE_URL, self.email.as_bytes()))
    }

    pub fn first_name(&self) -> &'static str {
        first(self.name)
    }
}

/// Those who answer customers.
pub fn answering() -> Vec<Colleague> {
    let answers = |colleague: &Colleague| colleague.role != Role::Auditor;
    COLLEAGUES.into_iter().filter(answers).collect()
}

#[derive(Clone, Debug)]
pub struct Customer {
    pub name: String,
    pub address: Address,
    pub email: String,
    pub language: String,
    pub city: &'static str,
    pub time_zone: &'static str,
}

impl Customer {
    pub fn first_name(&self) -> &str {
        first(&self.name)
    }
}

fn first(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

struct Place {
    city: &'static str,
    area_code: u16,
    time_zone: &'static str,
}

const fn place(city: &'static str, area_code: u16, time_zone: &'static str) -> Place {
    Place {
        city,
        area_code,
        time_zone,
    }
}

const PLACES: [Place; 16] = [
    place("Portland", 503, "America/Los_Angeles"),
    place("Seattle", 206, "America/Los_Angeles"),
    place("San Francisco", 415, "America/Los_Angeles"),
    place("Los Angeles", 213, "America/Los_Angeles"),
    place("San Diego", 619, "America/Los_Angeles"),
    place("Denver", 303, "America/Denver"),
    place("Santa Fe", 505, "America/Denver"),
    place("Austin", 512, "America/Chicago"),
    place("Chicago", 312, "America/Chicago"),
    place("Minneapolis", 612, "America/Chicago"),
    place("Nashville", 615, "America/Chicago"),
    place("Atlanta", 404, "America/New_York"),
    place("Miami", 305, "America/New_York"),
    place("Boston", 617, "America/New_York"),
    place("Brooklyn", 718, "America/New_York"),
    place("Philadelphia", 215, "America/New_York"),
];

const ENGLISH: (&[&str], &[&str]) = (
    &[
        "Emma",
        "Olivia",
        "Noah",
        "Liam",
        "Grace",
        "Hannah",
        "Maya",
        "Zoe",
        "Theo",
        "Ella",
        "Owen",
        "Nora",
        "Caleb",
        "Ivy",
        "Ruby",
        "Miles",
        "Aisha",
        "Keisha",
        "Jasmine",
        "Darnell",
        "Mei",
        "Kenji",
        "Hana",
        "Ravi",
        "Anika",
        "Farah",
        "Omar",
        "Leila",
        "Chloe",
        "Amelia",
        "Jack",
        "Harper",
        "Violet",
        "Simon",
        "Tess",
        "Gwen",
        "Bea",
        "Rosalind",
        "Wyatt",
        "June",
        "Adaeze",
        "Tobias",
        "Marguerite",
        "Del",
        "Cora",
        "Felix",
        "Nadia",
        "Quinn",
    ],
    &[
        "Carter",
        "Bennett",
        "Nguyen",
        "Patel",
        "Kim",
        "O'Connor",
        "Hughes",
        "Foster",
        "Reyes",
        "Chen",
        "Walker",
        "Abbott",
        "Sullivan",
        "Brooks",
        "Hayes",
        "Coleman",
        "Sato",
        "Rahman",
        "Haddad",
        "Mbeki",
        "Lindqvist",
        "Novak",
        "Fischer",
        "Marsh",
        "Holloway",
        "Castillo",
        "Pryor",
        "Whitaker",
        "Delgado",
        "Yamamoto",
        "Okoye",
        "Ferris",
        "Blackwood",
        "Tran",
        "Iverson",
        "Calloway",
        "Stone",
        "Ramsey",
        "Ellison",
        "Varga",
    ],
);

const SPANISH: (&[&str], &[&str]) = (
    &[
        "Lucía",
        "Mateo",
        "Valentina",
        "Diego",
        "Camila",
        "Javier",
        "Sofía",
        "Andrés",
        "Marisol",
        "Elena",
    ],
    &[
        "García",
        "Hernández",
        "Morales",
        "Ortega",
        "Vargas",
        "Fuentes",
        "Ríos",
        "Salazar",
    ],
);

const FRENCH: (&[&str], &[&str]) = (
    &["Camille", "Julien", "Élodie", "Antoine", "Manon", "Hugo", "Clémence"],
    &["Lefèvre", "Moreau", "Girard", "Fontaine", "Chevalier", "Renaud"],
);

const GERMAN: (&[&str], &[&str]) = (
    &["Lena", "Moritz", "Greta", "Jürgen", "Anneliese", "Till", "Johanna"],
    &["Schäfer", "Vogel", "Brandt", "Kühn", "Hoffmann", "Lorenz"],
);

const PORTUGUESE: (&[&str], &[&str]) = (
    &["Beatriz", "Tiago", "Mariana", "João", "Inês"],
    &["Almeida", "Carvalho", "Monteiro", "Teixeira"],
);

const ITALIAN: (&[&str], &[&str]) = (
    &["Giulia", "Matteo", "Chiara", "Lorenzo"],
    &["Rinaldi", "Conti", "Ferrara"],
);

/// The customer with this number; each number is another person.
pub fn customer(number: u16, language: &str) -> Customer {
    let mut dice = Dice::named(&format!("customer {number}"));
    let (firsts, lasts) = match language {
        "es" => SPANISH,
        "fr" => FRENCH,
        "de" => GERMAN,
        "pt" => PORTUGUESE,
        "it" => ITALIAN,
        _ => ENGLISH,
    };
    // Walking through both lists at different speeds meets every pair before any comes again.
    let first = firsts[usize::from(number) % firsts.len()];
    let last = lasts[(usize::from(number) * 7 + usize::from(number) / firsts.len()) % lasts.len()];
    let place = &PLACES[usize::from(number) % PLACES.len()];
    let line = usize::from(number) / PLACES.len();
    let (address, city, time_zone) = match language {
        "fr" => (format!("+3363998{:04}", 1000 + line * 37), "Lyon", "Europe/Paris"),
        "de" => (format!("+4917139200{:02}", line % 100), "Leipzig", "Europe/Berlin"),
        // 555-0100 to 555-0199 are set apart for stories (North American Numbering Plan).
        _ => (
            format!("+1{}55501{:02}", place.area_code, line % 100),
            place.city,
            place.time_zone,
        ),
    };
    let mailbox: String = format!("{first}.{last}")
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            'a'..='z' | '.' => Some(c),
            'á' | 'ã' => Some('a'),
            'é' | 'è' | 'ê' => Some('e'),
            'í' => Some('i'),
            'ó' | 'ö' => Some('o'),
            'ü' => Some('u'),
            'ä' => Some('a'),
            _ => None,
        })
        .collect();
    let host = ["example.com", "example.net", "example.org"][dice.index(3)];
    Customer {
        name: format!("{first} {last}"),
        address: address.parse().expect("a number in E.164 form"),
        email: format!("{mailbox}@{host}"),
        language: language.to_owned(),
        city,
        time_zone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn four_hundred_customers_have_as_many_numbers() {
        for language in ["en", "fr"] {
            let addresses: HashSet<Address> = (0..400).map(|number| customer(number, language).address).collect();
            assert!(addresses.len() >= 25, "{language}");
        }
        let addresses: HashSet<Address> = (0..400).map(|number| customer(number, "en").address).collect();
        assert_eq!(addresses.len(), 400);
    }

    #[test]
    fn names_rarely_come_twice() {
        let names: HashSet<String> = (0..300).map(|number| customer(number, "en").name).collect();
        assert!(names.len() > 280, "{}", names.len());
    }

    #[test]
    fn the_demo_password_is_one_that_the_server_would_take() {
        assert!(auth::hash_password(&PASSWORD.to_owned().into(), &["Fern & Thread"]).is_ok());
    }
}
