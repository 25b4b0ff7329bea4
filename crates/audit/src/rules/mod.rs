//! Each rule by itself, worked out from what was recorded and from the tables. A file is one subject.

pub(crate) mod answering;
pub(crate) mod caps;
pub(crate) mod carts;
pub(crate) mod consent;
pub(crate) mod hours;
pub(crate) mod stale;
pub(crate) mod whatsapp;
