//! Bundles in the hands of somebody who wants another past. Written from the format's description, without the crate's own
//! code, so that it forges as well as anybody could.

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use event_log::{ProvableLog, SledLog};
use rand::{RngExt, rngs::StdRng};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Display;

#[derive(Clone)]
pub struct Bundle {
    head: Value,
    lines: Vec<Line>,
    /// Cut after so many bytes.
    length: Option<usize>,
}

#[derive(Clone)]
pub struct Line {
    pub position: u64,
    pub event_type: String,
    pub actor: String,
    pub body: Vec<u8>,
    pub hash: String,
}

impl Line {
    fn parse(text: &str) -> Self {
        let line: Value = serde_json::from_str(text).unwrap();
        let field = |name: &str| line[name].as_str().unwrap().to_owned();
        Self {
            position: line["position"].as_u64().unwrap(),
            event_type: field("type"),
            actor: field("actor"),
            body: STANDARD.decode(field("body")).unwrap(),
            hash: field("hash"),
        }
    }

    fn text(&self) -> String {
        let line = json!({
            "position": self.position, "type": self.event_type, "actor": self.actor,
            "body": STANDARD.encode(&self.body), "hash": self.hash,
        });
        format!("{line}\n")
    }

    /// In the tag of the sealed payload.
    pub fn flip_bit_of_payload(&mut self) {
        *self.body.last_mut().unwrap() ^= 1;
    }

    pub fn rehash(&mut self) {
        let mut input = vec![0];
        input.extend_from_slice(&self.position.to_be_bytes());
        for name in [&self.event_type, &self.actor] {
            input.push(u8::try_from(name.len()).unwrap());
            input.extend_from_slice(name.as_bytes());
        }
        input.extend_from_slice(&self.body);
        self.hash = blake3::hash(&input).to_hex().to_string();
    }

    /// After the flags and the length of the append, one byte each.
    fn stream(&self) -> &[u8] {
        &self.body[2..18]
    }
}

impl Bundle {
    pub fn of(log: &SledLog, from: u64, to: u64) -> Self {
        let mut text = Vec::new();
        let written = log.write_bundle(from, Some(to), &mut text, &mut |_| ()).unwrap();
        assert_eq!(written, to - from);
        let text = String::from_utf8(text).unwrap();
        let mut lines = text.lines();
        Self {
            head: serde_json::from_str(lines.next().unwrap()).unwrap(),
            lines: lines.map(Line::parse).collect(),
            length: None,
        }
    }

    pub fn text(&self) -> String {
        let lines: String = self.lines.iter().map(Line::text).collect();
        let mut text = format!("{}\n{lines}", self.head);
        text.truncate(self.length.unwrap_or(text.len()));
        text
    }

    fn index(&self, position: u64) -> usize {
        self.lines.iter().position(|line| line.position == position).unwrap()
    }

    pub fn changing(&self, position: u64, change: impl FnOnce(&mut Line)) -> Self {
        let mut bundle = self.clone();
        change(&mut bundle.lines[self.index(position)]);
        bundle
    }

    pub fn dropping(&self, position: u64) -> Self {
        let mut bundle = self.clone();
        bundle.lines.remove(self.index(position));
        bundle
    }

    pub fn doubling(&self, position: u64) -> Self {
        let (mut bundle, index) = (self.clone(), self.index(position));
        bundle.lines.insert(index, self.lines[index].clone());
        bundle
    }

    pub fn swapping(&self, one: u64, other: u64) -> Self {
        let mut bundle = self.clone();
        bundle.lines.swap(self.index(one), self.index(other));
        bundle
    }

    /// The first two neighbours of different streams from `position` on (or before), so that no version tells; where.
    pub fn swapping_streams(&self, position: u64) -> (u64, Self) {
        let differ = |index: &usize| self.lines[*index].stream() != self.lines[index + 1].stream();
        let begin = self.index(position);
        let index = (begin..self.lines.len() - 1).find(differ);
        let index = index.or_else(|| (0..begin).rev().find(differ)).unwrap();
        let mut bundle = self.clone();
        bundle.lines.swap(index, index + 1);
        (self.lines[index].position, bundle)
    }

    /// An event in a stream of its own, before `position`.
    pub fn inserting_made_up(&self, position: u64) -> Self {
        let (mut bundle, index) = (self.clone(), self.index(position));
        let mut line = self.lines[index].clone();
        line.body[2..18].copy_from_slice(&[0xee; 16]);
        // The version, a varint.
        let length = line.body[18..].iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
        line.body.splice(18..18 + length, [1]);
        bundle.lines.insert(index, line);
        bundle
    }

    /// Every record with the number of its place, and its hash made anew.
    pub fn renumbered(&self) -> Self {
        let first = self.lines.iter().map(|line| line.position).min().unwrap();
        let mut bundle = self.clone();
        for (line, position) in bundle.lines.iter_mut().zip(first..) {
            line.position = position;
            line.rehash();
        }
        bundle
    }

    pub fn cut_before(&self, position: u64) -> Self {
        let mut bundle = self.clone();
        bundle.lines.truncate(self.index(position));
        bundle
    }

    pub fn cut_within(&self, position: u64) -> Self {
        let whole = self.cut_before(position).text().len();
        let half = self.lines[self.index(position)].text().len() / 2;
        let length = Some(whole + half);
        Self { length, ..self.clone() }
    }

    /// Its own checkpoints, rightly signed by the key of somebody else under their name.
    pub fn signed_by(&self, seed: [u8; 32]) -> Self {
        let key = SigningKey::from_bytes(&seed);
        let name = "threadkeep/somebody-else";
        let public = key.verifying_key();
        let id = Sha256::digest([name.as_bytes(), b"\n\x01", public.as_bytes()].concat());
        self.resigned(&key, |_| (name.to_owned(), id[..4].to_vec()))
    }

    /// Its own checkpoints, signed with a key that claims the log's name and key id.
    pub fn signed_under_the_same_name(&self, seed: [u8; 32]) -> Self {
        self.resigned(&SigningKey::from_bytes(&seed), |signature| {
            let (name, signature) = signature.split_once(' ').unwrap();
            (name.to_owned(), STANDARD.decode(signature).unwrap()[..4].to_vec())
        })
    }

    fn resigned(&self, key: &SigningKey, signer: impl Fn(&str) -> (String, Vec<u8>)) -> Self {
        let mut bundle = self.clone();
        for which in ["from", "to"] {
            let note = self.head[which].as_str().unwrap();
            let (text, signature) = note.rsplit_once("\n\n").unwrap();
            let (name, id) = signer(signature.trim_start_matches("\u{2014} ").trim_end());
            let size_and_root = text.split_once('\n').unwrap().1;
            let text = format!("{name}\n{size_and_root}\n");
            let signed = STANDARD.encode([id, key.sign(text.as_bytes()).to_bytes().to_vec()].concat());
            bundle.head[which] = format!("{text}\n\u{2014} {name} {signed}\n").into();
        }
        bundle
    }

    pub fn with_tail_of(&self, other: &Self, position: u64) -> Self {
        let (mut bundle, index) = (self.clone(), self.index(position));
        bundle.lines.splice(index.., other.lines[index..].iter().cloned());
        bundle
    }

    pub fn with_a_later_checkpoint_of(&self, other: &Self) -> Self {
        let mut bundle = self.clone();
        bundle.head["to"] = other.head["to"].clone();
        bundle
    }

    /// One of its fields, changed at random.
    pub fn with_changed_head(&self, random: &mut StdRng) -> Self {
        let mut bundle = self.clone();
        let head = &mut bundle.head;
        match random.random_range(0..6) {
            0 => head["from"] = Value::Null,
            1 => head["frontier"] = json!([]),
            2 => head["consistency"] = json!([]),
            3 => head["frontier"].as_array_mut().unwrap().reverse(),
            4 => head["to"] = head["to"].as_str().unwrap().replace("\n2900\n", "\n2899\n").into(),
            _ => head["more"] = true.into(),
        }
        bundle
    }
}

/// What was planted and found, by kind.
#[derive(Default)]
pub struct Kinds(BTreeMap<&'static str, (usize, String)>);

impl Kinds {
    pub fn found(&mut self, kind: &'static str, fault: &dyn Display) {
        let entry = self.0.entry(kind).or_insert_with(|| (0, fault.to_string()));
        entry.0 += 1;
    }

    pub fn planted(&self) -> usize {
        self.0.values().map(|(count, _)| count).sum()
    }

    pub fn print(&self) {
        for (kind, (count, first)) in &self.0 {
            println!("{count:>4} of {count} found: {kind}\n       {first}");
        }
        println!("{:>4} of {} found in all", self.planted(), self.planted());
    }
}
