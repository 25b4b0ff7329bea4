//! How the views are doing, and building them anew.

pub(crate) mod read;
pub(crate) mod rebuild;
pub(crate) mod standing;
