use super::*;
use proptest::prelude::*;

fn record(event_type: &'static str, body: Vec<u8>) -> SealedRecord {
    // A body that parses: no flags, one event, stream, version, schema, time, correlation.
    let mut whole = vec![0, 1];
    whole.extend_from_slice(&[7; 16]);
    whole.extend_from_slice(&[1, 1, 0, 0]);
    whole.extend_from_slice(&[8; 16]);
    whole.extend_from_slice(&body);
    SealedRecord {
        event_type,
        actor: "contact".into(),
        body: whole,
    }
}

fn blocks(records: &[SealedRecord]) -> Vec<EncodedBlock> {
    let mut encoder = Encoder::new(LogPosition(0), ChainHash::default());
    for record in records {
        encoder.push(record);
    }
    encoder.finish().0
}

proptest! {
    #[test]
    fn a_commit_of_any_sizes_comes_back_in_order_over_chained_blocks(
        sizes in prop::collection::vec(0usize..6000, 1..30),
    ) {
        let records: Vec<_> = sizes.iter().map(|size| record("sent", vec![9; *size])).collect();
        let mut encoder = Encoder::new(LogPosition(10), ChainHash([1; 32]));
        for record in &records {
            encoder.push(record);
        }
        let (blocks, head, end) = encoder.finish();
        prop_assert_eq!(head.0, 10 + records.len() as u64);
        let (mut next, mut chain) = (11, ChainHash([1; 32]));
        for (index, encoded) in blocks.iter().enumerate() {
            prop_assert!(checksum_matches(&encoded.bytes));
            let block = Block::parse(&encoded.bytes).unwrap();
            prop_assert!(encoded.bytes.len() <= TARGET || block.positions().count() == 1);
            prop_assert_eq!(block.previous, chain);
            prop_assert_eq!(block.ends_commit, index + 1 == blocks.len());
            for found in block.records() {
                let (view, hash) = found.unwrap();
                prop_assert_eq!(view.position.0, next);
                prop_assert_eq!(view.sealed.len(), sizes[(next - 11) as usize]);
                chain = chain.link(hash);
                next += 1;
            }
        }
        prop_assert_eq!(next, head.0 + 1);
        prop_assert_eq!(chain, end);
    }

    #[test]
    fn any_bytes_are_parsed_or_refused_without_a_panic(mut bytes: Vec<u8>, framed: bool) {
        if framed && bytes.len() >= HEADER + CHECKSUM {
            let length = (bytes.len() - HEADER - CHECKSUM) as u32;
            bytes[..4].copy_from_slice(&MARK);
            bytes[4] = 0;
            bytes[HEADER - 4..HEADER].copy_from_slice(&length.to_be_bytes());
        }
        if let Ok(block) = Block::parse(&bytes) {
            let _ = block.records().take(1000).count();
        }
    }
}

#[test]
fn any_changed_byte_is_found_by_the_checksum_of_the_block_and_the_record_is_named() {
    let records: Vec<_> = (0..3).map(|_| record("sent", vec![9; 50])).collect();
    let bytes = blocks(&records).remove(0).bytes;
    for at in 0..bytes.len() {
        let mut changed = bytes.to_vec();
        changed[at] ^= 0x40;
        assert!(!checksum_matches(&changed), "byte {at}");
    }
    let second = bytes.len() - CHECKSUM - records[0].body.len();
    let mut changed = bytes.to_vec();
    changed[second - 30] ^= 1;
    let block = Block::parse(&changed).unwrap();
    let bad = block.records().find_map(Result::err).unwrap();
    assert_eq!(bad.position, LogPosition(2));
}

#[test]
fn a_name_is_stored_once_a_block() {
    let records: Vec<_> = (0..5).map(|_| record("message sent", vec![])).collect();
    let bytes = blocks(&records).remove(0).bytes;
    let name = b"message sent";
    assert_eq!(bytes.windows(name.len()).filter(|window| window == name).count(), 1);
}

#[test]
fn a_block_of_a_later_format_is_refused_with_advice() {
    let mut bytes = blocks(&[record("sent", vec![])]).remove(0).bytes.to_vec();
    bytes[3] = 2;
    assert!(Block::parse(&bytes).unwrap_err().0.contains("newer version"));
}

proptest! {
    #[test]
    fn a_block_is_cut_behind_any_record_and_ends_its_commit_there(kept in 1u64..8, sizes in prop::collection::vec(0usize..300, 8)) {
        let mut records: Vec<_> = sizes.iter().map(|size| record("sent", vec![9; *size])).collect();
        records.push(record("read", vec![1; 5000]));
        let whole = blocks(&records);
        let whole = &whole[0].bytes;
        let cut = cut(whole, kept).unwrap();
        prop_assert!(checksum_matches(&cut));
        let (before, after) = (Block::parse(whole).unwrap(), Block::parse(&cut).unwrap());
        prop_assert!(after.ends_commit && !before.ends_commit);
        prop_assert_eq!((after.first, after.previous), (before.first, before.previous));
        let hashes = |block: &Block<'_>| -> Vec<_> {
            block.records().map(|found| found.unwrap().1).take(kept as usize).collect()
        };
        prop_assert_eq!(after.positions().count() as u64, kept);
        prop_assert_eq!(hashes(&before), hashes(&after));
    }
}
