//! Cyrillic and Greek words in Latin letters, as people write them on foreign keyboards.

/// Two ways to write each word; the first is the official one, the second how people write in haste.
pub(super) fn spellings(code: &str, word: &str) -> Vec<String> {
    let table: fn(char, bool) -> Option<&'static str> = match code {
        "ru" | "be" => russian,
        "uk" => ukrainian,
        "bg" | "mk" => south_slavic,
        "el" => greek,
        _ => return Vec::new(),
    };
    if word.is_ascii() {
        return Vec::new();
    }
    let write = |haste: bool| -> String {
        word.to_lowercase()
            .chars()
            .map(|c| table(c, haste).map_or_else(|| c.to_string(), str::to_owned))
            .collect()
    };
    let mut written = vec![write(false), write(true)];
    written.dedup();
    // A rest in the old script means that the word was not wholly in it.
    written.retain(|spelling| spelling.is_ascii());
    written
}

fn russian(c: char, haste: bool) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'й' | 'ы' => {
            if haste {
                "i"
            } else {
                "y"
            }
        }
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => {
            if haste {
                "h"
            } else {
                "kh"
            }
        }
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => {
            if haste {
                "sch"
            } else {
                "shch"
            }
        }
        'ъ' | 'ь' | 'ʼ' | '\'' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

fn ukrainian(c: char, haste: bool) -> Option<&'static str> {
    Some(match c {
        'г' => "h",
        'ґ' => "g",
        'и' => "y",
        'ї' => "i",
        'є' => {
            if haste {
                "e"
            } else {
                "ye"
            }
        }
        'й' => "i",
        _ => return russian(c, haste),
    })
}

fn south_slavic(c: char, haste: bool) -> Option<&'static str> {
    Some(match c {
        'щ' => "sht",
        'ъ' => "a",
        'х' => "h",
        'ц' => {
            if haste {
                "c"
            } else {
                "ts"
            }
        }
        'ж' => {
            if haste {
                "j"
            } else {
                "zh"
            }
        }
        'ѓ' => "gj",
        'ќ' => "kj",
        'љ' => "lj",
        'њ' => "nj",
        'џ' => "dzh",
        'ј' => "j",
        'ѕ' => "dz",
        _ => return russian(c, haste),
    })
}

fn greek(c: char, haste: bool) -> Option<&'static str> {
    Some(match c {
        'α' | 'ά' => "a",
        'β' => {
            if haste {
                "b"
            } else {
                "v"
            }
        }
        'γ' => "g",
        'δ' => "d",
        'ε' | 'έ' => "e",
        'ζ' => "z",
        'η' | 'ή' => {
            if haste {
                "h"
            } else {
                "i"
            }
        }
        'θ' => {
            if haste {
                "8"
            } else {
                "th"
            }
        }
        'ι' | 'ί' | 'ϊ' | 'ΐ' => "i",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => {
            if haste {
                "ks"
            } else {
                "x"
            }
        }
        'ο' | 'ό' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' | 'ύ' | 'ϋ' => {
            if haste {
                "u"
            } else {
                "y"
            }
        }
        'φ' => "f",
        'χ' => {
            if haste {
                "x"
            } else {
                "ch"
            }
        }
        'ψ' => "ps",
        'ω' | 'ώ' => {
            if haste {
                "w"
            } else {
                "o"
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::spellings;

    #[test]
    fn a_word_is_written_officially_and_in_haste() {
        assert_eq!(spellings("ru", "хватит"), ["khvatit", "hvatit"]);
        assert_eq!(spellings("bg", "повече"), ["poveche"]);
        assert_eq!(spellings("el", "μηνύματα"), ["minymata", "mhnumata"]);
        assert!(spellings("es", "más").is_empty());
    }
}
