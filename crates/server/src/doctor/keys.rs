//! The master key and the data keys.

use super::Findings;
use crate::{
    data_directory::{DataError, existing_master_key},
    master_key_source,
};
use event_log::KeyError;
use std::path::Path;

pub(super) fn examine(directory: &Path, findings: &mut Findings) {
    let file = master_key_source::file_in(directory);
    let (from, master) = match existing_master_key(None) {
        Err(DataError::NoMasterKey) if file.is_file() => ("the file master.key", existing_master_key(Some(&file))),
        given => ("the environment", given),
    };
    let master = match master {
        Ok(master) => master,
        Err(error) => {
            let advice = "put master.key back from where it was kept, or set THREADKEEP_MASTER_KEY";
            findings.wrong("master_key", format!("there is no usable master key: {error}"), advice);
            return;
        }
    };
    findings.well("master_key", format!("the master key is in {from}"));
    match event_log::inspect_keys(directory, &master) {
        Ok(counts) => {
            let says = format!(
                "the key store opens: {} streams have a key, the key of {} is destroyed",
                counts.keys, counts.destroyed
            );
            findings.well("keys", says);
        }
        Err(KeyError::WrongMasterKey) => {
            let advice = "give the master key of this deployment, or restore keys.sqlite3 from its backup";
            findings.wrong("keys", "the key store does not open with this master key", advice);
        }
        Err(error) => {
            let advice = "restore keys.sqlite3 from its backup, into a new directory beside the log's";
            findings.wrong("keys", format!("the key store cannot be read: {error}"), advice);
        }
    }
}
