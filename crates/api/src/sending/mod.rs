//! What the rules about sending say, before anything is sent: the tables of laws and carriers, what a text would be taken
//! for, and when a number may be texted.

pub(crate) mod opt_out_rates;
pub(crate) mod suppressions;
pub(crate) mod tables;
pub(crate) mod text_trial;
pub(crate) mod times;
