//! Cuts a message into words that know their clause and how they were written.

use crate::normalise::{fold, fold_word};

/// Emoji that say "stop" or worse, and so count as words. Every other emoji is decoration.
pub(crate) const SPEAKING_EMOJI: &str = "🛑⛔🚫🙅📵✋🤚🖐❌🖕👎";

/// One word of a message.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// In the form of [`fold_word`], without apostrophes: "Don’t" is "dont".
    pub word: String,
    /// Clauses are counted from zero; a sentence mark, comma, spaced dash, quote or new line starts the next.
    pub clause: usize,
    /// Two letters or more, all capitals.
    pub shouted: bool,
    /// First letter capital, the next not: as names are written.
    pub capitalised: bool,
}

/// A message read: its words, and what else decides.
#[derive(Debug, Default)]
pub(crate) struct Message {
    pub tokens: Vec<Token>,
    /// All words without anything between, for scripts that write none.
    pub letters: String,
    /// Somewhere stands a question mark.
    pub asks: bool,
    /// Some letter belongs to a script written without spaces, or with spaces that carry little (Korean).
    pub unspaced: bool,
}

impl Message {
    pub fn read(text: &str) -> Self {
        let folded = fold(text);
        let mut reader = Reader::default();
        let mut previous = ' ';
        let mut characters = folded.chars().peekable();
        while let Some(c) = characters.next() {
            let next = characters.peek().copied().unwrap_or(' ');
            reader.take(previous, c, next);
            previous = c;
        }
        reader.finish_word();
        let tokens = join_spelled_out(reader.tokens);
        Self {
            letters: tokens.iter().map(|t| t.word.as_str()).collect(),
            tokens,
            asks: folded.contains(['?', '¿', '؟']),
            unspaced: folded.chars().any(is_unspaced),
        }
    }

    /// Leaves out thanks and greetings that make up the last clauses: "No more, thank you".
    pub fn drop_closing_courtesy(&mut self, is_courtesy: impl Fn(&str) -> bool) {
        while let Some(last) = self.tokens.last().map(|token| token.clause) {
            let clause = self.tokens.iter().rev().take_while(|token| token.clause == last);
            let words = clause.clone().count();
            if words == self.tokens.len() || !clause.into_iter().all(|token| is_courtesy(&token.word)) {
                return;
            }
            self.tokens.truncate(self.tokens.len() - words);
        }
    }

    pub fn has(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|t| words.contains(&t.word.as_str()))
    }

    /// The words of each clause in turn.
    pub fn clauses(&self) -> impl Iterator<Item = &[Token]> {
        self.tokens.chunk_by(|a, b| a.clause == b.clause)
    }
}

#[derive(Default)]
struct Reader {
    tokens: Vec<Token>,
    word: String,
    clause: usize,
}

impl Reader {
    fn take(&mut self, previous: char, c: char, next: char) {
        let inside = !self.word.is_empty() && next.is_alphanumeric();
        match c {
            _ if c.is_alphanumeric() || is_vowel_sign(c) => self.word.push(c),
            '\'' | '’' | '‘' | 'ʼ' | '´' | '`' => {
                if !inside {
                    self.finish_word();
                }
            }
            // Decoration and censoring inside a word: "s♥top", "f*ck".
            '*' | '♥' | '❤' | '~' | '^' if inside && next.is_alphabetic() => {}
            '$' | '@' | '€' | '†' | '§' | '¢' | '+' if next.is_alphabetic() || (inside && previous.is_alphabetic()) =>
            {
                self.word.push(c);
            }
            '†' | '$' if !self.word.is_empty() && previous.is_alphabetic() => self.word.push(c),
            '¡' if inside && previous.is_alphabetic() => self.word.push(c),
            _ if SPEAKING_EMOJI.contains(c) => {
                self.finish_word();
                self.word.push(c);
                self.finish_word();
            }
            '-' | '_' if previous.is_alphanumeric() && next.is_alphanumeric() => self.finish_word(),
            // "lose my #" is a number, "#1234" has one.
            '#' if !previous.is_alphanumeric() && previous != '#' && !next.is_alphanumeric() && next != '#' => {
                self.finish_word();
                self.word.push_str("number");
                self.finish_word();
            }
            ' ' | '\t' | '\u{3000}' | '%' | '#' | '&' => self.finish_word(),
            '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' => self.finish_word(),
            _ => {
                self.finish_word();
                self.clause += usize::from(self.tokens.last().is_some_and(|t| t.clause == self.clause));
            }
        }
    }

    fn finish_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let mut cased = self.word.chars().filter(|c| c.is_alphabetic());
        let capital = cased.next().is_some_and(char::is_uppercase);
        let second = cased.next();
        self.tokens.push(Token {
            word: fold_word(&self.word),
            clause: self.clause,
            shouted: capital && second.is_some_and(char::is_uppercase) && cased.all(char::is_uppercase),
            capitalised: capital && second.is_some_and(char::is_lowercase),
        });
        self.word.clear();
    }
}

/// Three or more single letters in a row are one word spelled out: "s t o p", "s.t.0.p".
fn join_spelled_out(tokens: Vec<Token>) -> Vec<Token> {
    let is_single = |t: &Token| t.word.chars().count() == 1 && t.word.chars().all(char::is_alphanumeric);
    let mut joined = Vec::with_capacity(tokens.len());
    for run in tokens.chunk_by(|a, b| is_single(a) && is_single(b)) {
        let spells = run.len() >= 3 && run.iter().any(|t| t.word.chars().all(char::is_alphabetic));
        if spells {
            let word: String = run.iter().map(|t| t.word.as_str()).collect();
            joined.push(Token {
                word: fold_word(&word),
                ..run[0].clone()
            });
        } else {
            joined.extend_from_slice(run);
        }
    }
    joined
}

fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0DFF}' | '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3099}' | '\u{309A}' | 'ー')
        && !matches!(c, '।' | '॥')
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{2FFFF}')
}

#[cfg(test)]
mod tests {
    use super::Message;

    fn words(text: &str) -> Vec<String> {
        Message::read(text).tokens.into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn words_are_cut_at_spaces_and_signs_but_not_at_apostrophes() {
        assert_eq!(words("Don’t text-me, again!"), ["dont", "text", "me", "again"]);
        assert_eq!(words("s♥top f*ck"), ["stop", "fck"]);
        assert_eq!(words("$5 off"), ["5", "off"]);
    }

    #[test]
    fn a_word_spelled_out_is_one_word() {
        assert_eq!(words("s t o p"), ["stop"]);
        assert_eq!(words("s.t.0.p please"), ["stop", "please"]);
        assert_eq!(words("i m here"), ["i", "m", "here"]);
    }

    #[test]
    fn clauses_end_at_sentence_marks_and_spaced_dashes() {
        let message = Message::read("No thanks, take me off - now. Bye");
        let clauses: Vec<usize> = message.clauses().map(<[_]>::len).collect();
        assert_eq!(clauses, [2, 3, 1, 1]);
    }

    #[test]
    fn only_emoji_that_speak_are_words() {
        assert_eq!(words("stop 🛑🙏"), ["stop", "🛑"]);
    }
}
