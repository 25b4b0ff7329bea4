//! A reader of Threadkeep's log, written from the README of this crate and nothing else: it uses no item of the crate.
//! It checks everything that can be checked and gives up at the first thing that does not fit.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::Path;

const PIECE: usize = 4096;
const PAGE: usize = 4096;
const BLOCK_HEADER: usize = 49;

#[derive(Debug)]
pub struct Event {
    pub position: u64,
    pub event_type: String,
    pub actor: String,
    pub append_length: u64,
    pub stream: [u8; 16],
    pub version: u64,
    pub schema: u64,
    pub seconds: i64,
    pub nanoseconds: i64,
    pub causation: Option<u64>,
    pub correlation: [u8; 16],
    /// Key and fingerprint.
    pub idempotency: Option<([u8; 16], [u8; 16])>,
    pub sealed: Vec<u8>,
}

/// Blocks by the position of their first record.
pub type Blocks = BTreeMap<u64, Vec<u8>>;

pub struct Log {
    pub events: Vec<Event>,
    pub chain: [u8; 32],
    pub commits: u64,
    pub blocks: u64,
}

/// The blocks that lie in sled.
pub fn blocks_of_sled(db: &sled::Db) -> Result<Blocks, String> {
    let tree = db.open_tree("blocks").map_err(text)?;
    let mut blocks = Blocks::new();
    for pair in tree.iter() {
        let (key, piece) = pair.map_err(text)?;
        let first = u64::from_be_bytes(
            key.get(..8)
                .and_then(|first| first.try_into().ok())
                .ok_or("a short key")?,
        );
        let block = blocks.entry(first).or_default();
        let number = match key[8..] {
            [] => 0,
            [high, low] => usize::from(u16::from_be_bytes([high, low])),
            _ => return Err(format!("a key of {} bytes", key.len())),
        };
        ensure(block.len() == number * PIECE, || {
            format!("block {first}: piece {number} is out of order")
        })?;
        block.extend_from_slice(&piece);
    }
    Ok(blocks)
}

/// The blocks that lie in the journal.
pub fn blocks_of_journal(journal: &[u8]) -> Blocks {
    let mut blocks = Blocks::new();
    for half in journal.chunks(journal.len().div_ceil(2).max(1)) {
        let mut follows: Option<(u64, [u8; 32])> = None;
        let mut at = 0;
        while let Some((length, entry)) = half.get(at..).and_then(journal_entry) {
            if follows.is_some_and(|follows| follows != entry.begins) {
                break;
            }
            follows = Some(entry.ends);
            blocks.extend(entry.blocks);
            at += length.next_multiple_of(PAGE);
        }
    }
    blocks
}

struct Entry {
    /// Position of the first record and the chain before it.
    begins: (u64, [u8; 32]),
    /// The same of the entry that would follow.
    ends: (u64, [u8; 32]),
    blocks: Vec<(u64, Vec<u8>)>,
}

/// An entry and how long it is; `None` where there is no whole one.
fn journal_entry(bytes: &[u8]) -> Option<(usize, Entry)> {
    let mut header = Bytes(bytes);
    let marked = header.take(4).ok()? == b"TKJ\x01";
    let length = u32::from_be_bytes(header.array().ok()?) as usize;
    let first = u64::from_be_bytes(header.array().ok()?);
    let before = header.array::<32>().ok()?;
    let check = header.take(8).ok()?;
    if !marked || check != &blake3::hash(&bytes[..48]).as_bytes()[..8] {
        return None;
    }
    let mut rest = header.take(length).ok()?;
    let (mut next, mut chain, mut ended) = (first, before, false);
    let mut blocks = Vec::new();
    while !rest.is_empty() && !ended {
        let whole = BLOCK_HEADER + u32::from_be_bytes(*rest.get(45..)?.first_chunk()?) as usize + 8;
        let (block, behind) = rest.split_at_checked(whole)?;
        let mut events = Vec::new();
        ended = read_block(block, next, &mut chain, &mut events).ok()?;
        blocks.push((next, block.to_vec()));
        next += events.len() as u64;
        rest = behind;
    }
    (ended && rest.is_empty()).then(|| {
        let entry = Entry {
            begins: (first, before),
            ends: (next, chain),
            blocks,
        };
        (56 + length, entry)
    })
}

/// Both have the same blocks, as far as both have them.
pub fn merge(sled: Blocks, journal: Blocks) -> Result<Blocks, String> {
    let mut blocks = sled;
    for (first, block) in journal {
        let known = blocks.insert(first, block.clone());
        ensure(known.is_none_or(|known| known == block), || {
            format!("block {first} is another in the journal than in sled")
        })?;
    }
    Ok(blocks)
}

/// Follows the blocks from the first position to the end of the last whole commit.
pub fn read(blocks: &Blocks) -> Result<Log, String> {
    let mut log = Log {
        events: Vec::new(),
        chain: [0; 32],
        commits: 0,
        blocks: 0,
    };
    let mut whole = 0;
    let mut chain = log.chain;
    let mut next = 1;
    while let Some(bytes) = blocks.get(&next) {
        let ends_commit = read_block(bytes, next, &mut chain, &mut log.events)
            .map_err(|what| format!("the block at {next}: {what}"))?;
        next = log.events.len() as u64 + 1;
        if ends_commit {
            whole = log.events.len();
            log.chain = chain;
            log.commits += 1;
        }
        log.blocks += 1;
    }
    log.events.truncate(whole);
    check_order(&log.events)?;
    Ok(log)
}

/// Whether the commit ends with this block.
fn read_block(bytes: &[u8], first: u64, chain: &mut [u8; 32], events: &mut Vec<Event>) -> Result<bool, String> {
    let mut block = Bytes(bytes);
    ensure(block.take(4)? == b"TKB\x01", || "no mark".to_owned())?;
    let flags = block.array::<1>()?[0];
    ensure(flags <= 1, || format!("flags {flags}"))?;
    ensure(u64::from_be_bytes(block.array()?) == first, || {
        "it begins elsewhere".to_owned()
    })?;
    ensure(block.array::<32>()? == *chain, || {
        "the chain is broken before it".to_owned()
    })?;
    let length = u32::from_be_bytes(block.array()?) as usize;
    let mut body = Bytes(block.take(length)?);
    let covered = BLOCK_HEADER + length;
    ensure(block.0 == &blake3::hash(&bytes[..covered]).as_bytes()[..8], || {
        "its checksum does not match".to_owned()
    })?;

    let mut names = Vec::new();
    for _ in 0..body.varint()? {
        names.push(body.string()?);
    }
    let name = |index: u64| names.get(index as usize).copied().ok_or("there is no such name");
    for position in (first..).take(body.varint()? as usize) {
        let event_type = name(body.varint()?)?;
        let actor = name(body.varint()?)?;
        let record = body.prefixed()?;
        let hash = record_hash(position, event_type, actor, record);
        ensure(body.take(8)? == &hash[..8], || {
            format!("record {position} does not match its check")
        })?;
        *chain = hash_of(&[&[2], &*chain, &hash]);
        events.push(read_record(position, event_type, actor, record)?);
    }
    ensure(body.0.is_empty(), || "something follows its records".to_owned())?;
    Ok(flags == 1)
}

fn record_hash(position: u64, event_type: &str, actor: &str, body: &[u8]) -> [u8; 32] {
    let length_of = |name: &str| varint(name.len() as u64);
    hash_of(&[
        &[0],
        &position.to_be_bytes(),
        &length_of(event_type),
        event_type.as_bytes(),
        &length_of(actor),
        actor.as_bytes(),
        body,
    ])
}

fn read_record(position: u64, event_type: &str, actor: &str, body: &[u8]) -> Result<Event, String> {
    let mut body = Bytes(body);
    let flags = body.array::<1>()?[0];
    ensure(flags <= 3, || format!("record {position} has flags {flags}"))?;
    Ok(Event {
        position,
        event_type: event_type.to_owned(),
        actor: actor.to_owned(),
        append_length: body.varint()?,
        stream: body.array()?,
        version: body.varint()?,
        schema: body.varint()?,
        seconds: body.zigzag()?,
        nanoseconds: body.zigzag()?,
        causation: if flags & 1 == 1 { Some(body.varint()?) } else { None },
        correlation: body.array()?,
        idempotency: if flags & 2 == 2 {
            Some((body.array()?, body.array()?))
        } else {
            None
        },
        sealed: body.0.to_vec(),
    })
}

/// Positions and versions have no gaps, and appends are whole.
fn check_order(events: &[Event]) -> Result<(), String> {
    let mut versions: BTreeMap<[u8; 16], u64> = BTreeMap::new();
    let mut append: Option<([u8; 16], u64)> = None;
    for event in events {
        let version = versions.entry(event.stream).or_default();
        *version += 1;
        ensure(event.version == *version, || {
            format!("position {}: a version is missing", event.position)
        })?;
        append = match (append, event.append_length) {
            (None | Some((_, 0)), length) if length > 0 => Some((event.stream, length - 1)),
            (Some((stream, left)), 0) if left > 0 && stream == event.stream => Some((stream, left - 1)),
            _ => return Err(format!("position {}: an append is not whole", event.position)),
        };
    }
    ensure(matches!(append, None | Some((_, 0))), || {
        "the last append is not whole".to_owned()
    })
}

/// The data keys that the master key unwraps; `None` for one that was destroyed.
pub struct Keys(BTreeMap<Vec<u8>, Option<[u8; 32]>>);

impl Keys {
    pub fn read(directory: &Path, master: [u8; 32]) -> Result<Self, String> {
        let wrapping = blake3::derive_key("threadkeep 2026 data key wrapping v1", &master);
        let database = rusqlite::Connection::open(directory.join("keys.sqlite3")).map_err(text)?;
        let mut select = database.prepare("SELECT stream, wrapped FROM data_key").map_err(text)?;
        let rows = select
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(text)?;
        let mut keys = BTreeMap::new();
        for row in rows {
            let (stream, wrapped): (Vec<u8>, Option<Vec<u8>>) = row.map_err(text)?;
            let key = wrapped.map(|wrapped| match wrapped.split_first() {
                Some((1, sealed)) => unseal(&wrapping, &stream, sealed)?
                    .try_into()
                    .map_err(|_| "a key's length".to_owned()),
                _ => Err("an unknown format of a wrapped key".to_owned()),
            });
            keys.insert(stream, key.transpose()?);
        }
        Ok(Self(keys))
    }

    /// `None` when the stream was erased.
    pub fn payload(&self, event: &Event) -> Result<Option<Vec<u8>>, String> {
        let schema = u16::try_from(event.schema).map_err(text)?;
        let authenticated = [
            &event.stream[..],
            &event.version.to_be_bytes(),
            &schema.to_be_bytes(),
            event.event_type.as_bytes(),
        ];
        self.open(&event.stream, &authenticated.concat(), &event.sealed)
    }

    /// A media file, found and checked by its name; `None` when its stream was erased.
    pub fn media(&self, directory: &Path, stream: &[u8; 16], name: &str) -> Result<Option<Vec<u8>>, String> {
        let file = fs::read(directory.join("media").join(&name[..2]).join(name)).map_err(text)?;
        ensure(blake3::hash(&file).to_hex().as_str() == name, || {
            format!("media file {name} is another")
        })?;
        let sealed = file.strip_prefix(&[1]).ok_or("an unknown format of a media file")?;
        self.open(stream, &[b"media", &stream[..]].concat(), sealed)
    }

    fn open(&self, stream: &[u8; 16], authenticated: &[u8], sealed: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let key = self.0.get(&stream[..]).ok_or("a key is missing")?;
        key.as_ref().map(|key| unseal(key, authenticated, sealed)).transpose()
    }
}

fn unseal(key: &[u8; 32], authenticated: &[u8], sealed: &[u8]) -> Result<Vec<u8>, String> {
    let (nonce, rest) = sealed.split_first_chunk::<24>().ok_or("no nonce")?;
    let payload = Payload {
        msg: rest,
        aad: authenticated,
    };
    let opened = XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload);
    opened.map_err(|_| "a seal is broken".to_owned())
}

/// Position and chain that the witness has seen.
pub fn witness(directory: &Path) -> Result<(u64, [u8; 32]), String> {
    let bytes = fs::read(directory.join("log.head")).map_err(text)?;
    let slots = bytes.chunks(64).filter_map(|slot| {
        let mut fields = Bytes(slot);
        let marked = fields.take(4).ok()? == b"TKH\x01";
        let position = u64::from_be_bytes(fields.array().ok()?);
        let chain = fields.array().ok()?;
        fields.take(12).ok()?;
        (marked && fields.0 == &blake3::hash(&slot[..56]).as_bytes()[..8]).then_some((position, chain))
    });
    slots.max().ok_or("no slot of the witness checks".to_owned())
}

/// Bytes that are taken from the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        self.take(N)?.try_into().map_err(text)
    }

    fn varint(&mut self) -> Result<u64, String> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err("a number is too long".to_owned())
    }

    fn zigzag(&mut self) -> Result<i64, String> {
        let number = self.varint()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn prefixed(&mut self) -> Result<&'a [u8], String> {
        let length = self.varint()?;
        self.take(usize::try_from(length).map_err(text)?)
    }

    fn string(&mut self) -> Result<&'a str, String> {
        std::str::from_utf8(self.prefixed()?).map_err(text)
    }
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn hash_of(parts: &[&[u8]]) -> [u8; 32] {
    blake3::hash(&parts.concat()).into()
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

fn text(error: impl Display) -> String {
    error.to_string()
}
