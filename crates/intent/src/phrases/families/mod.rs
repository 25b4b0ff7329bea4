//! The lexicons, one file a family of languages.

mod african;
mod baltic_and_uralic;
mod celtic_and_others;
mod dravidian;
mod east_slavic;
mod germanic;
mod indo_aryan;
mod iranian;
mod mainland_asia;
mod malay;
mod nordic;
mod romance;
mod romance_small;
mod semitic;
mod south_slavic;
mod turkic;
mod west_slavic;

use super::lexicon::Lexicon;

pub(super) fn lexicons() -> impl Iterator<Item = &'static Lexicon> {
    [
        romance::LEXICONS,
        romance_small::LEXICONS,
        germanic::LEXICONS,
        nordic::LEXICONS,
        west_slavic::LEXICONS,
        south_slavic::LEXICONS,
        east_slavic::LEXICONS,
        baltic_and_uralic::LEXICONS,
        celtic_and_others::LEXICONS,
        turkic::LEXICONS,
        semitic::LEXICONS,
        iranian::LEXICONS,
        indo_aryan::LEXICONS,
        dravidian::LEXICONS,
        malay::LEXICONS,
        mainland_asia::LEXICONS,
        african::LEXICONS,
    ]
    .into_iter()
    .flatten()
}
