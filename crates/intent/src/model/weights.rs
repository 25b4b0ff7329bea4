//! The table of weights: a header, a scale for each output, then a byte for each weight.

use std::fmt;

use super::{CLASSES, Feature, Kind, OUTPUTS, ROWS, Reading};

const MAGIC: &[u8; 8] = b"intents1";
const HEADER: usize = 8 + 8 + 4 * OUTPUTS * 2;

/// Weights of features, by row and output. A byte b stands for sign(b)·(b/127)²·scale, so that small ones keep their
/// difference.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Hash of the training data.
    pub trained_on: u64,
    biases: [f32; OUTPUTS],
    scales: [f32; OUTPUTS],
    bytes: Vec<i8>,
    squares: Vec<f32>,
}

/// The bytes are not of this version of the table.
#[derive(Debug)]
pub struct BadWeights;

impl fmt::Display for BadWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the weights are of another version: train them again")
    }
}

impl std::error::Error for BadWeights {}

impl Weights {
    /// Rounds learnt weights, of which `weights[row * OUTPUTS + output]` is one, to bytes.
    pub fn rounded(trained_on: u64, biases: [f32; OUTPUTS], weights: &[f32]) -> Self {
        let mut scales = [f32::MIN_POSITIVE; OUTPUTS];
        for row in weights.chunks_exact(OUTPUTS) {
            for (scale, weight) in scales.iter_mut().zip(row) {
                *scale = scale.max(weight.abs());
            }
        }
        let bytes = weights
            .chunks_exact(OUTPUTS)
            .flat_map(|row| row.iter().zip(scales).map(|(weight, scale)| to_byte(weight / scale)))
            .collect();
        Self {
            trained_on,
            biases,
            scales,
            bytes,
            squares: squares(),
        }
    }

    /// # Errors
    ///
    /// If the bytes are not such a table.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadWeights> {
        let (header, table) = bytes.split_at_checked(HEADER).ok_or(BadWeights)?;
        if table.len() != ROWS * OUTPUTS || !header.starts_with(MAGIC) {
            return Err(BadWeights);
        }
        let mut number = [0; 8];
        number.copy_from_slice(&header[8..16]);
        let mut biases = [0.0; OUTPUTS];
        let mut scales = [0.0; OUTPUTS];
        for (value, bytes) in biases.iter_mut().chain(&mut scales).zip(header[16..].chunks_exact(4)) {
            *value = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        Ok(Self {
            trained_on: u64::from_le_bytes(number),
            biases,
            scales,
            bytes: table.iter().map(|byte| byte.cast_signed()).collect(),
            squares: squares(),
        })
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut all = MAGIC.to_vec();
        all.extend(self.trained_on.to_le_bytes());
        for value in self.biases.iter().chain(&self.scales) {
            all.extend(value.to_le_bytes());
        }
        all.extend(self.bytes.iter().map(|byte| byte.cast_unsigned()));
        all
    }

    pub fn sum(&self) -> Sum<'_> {
        Sum {
            weights: self,
            kinds: [[0.0; OUTPUTS]; 4],
            counts: [0; 4],
        }
    }

    /// Reads a text by its features.
    pub fn read(&self, features: &[Feature]) -> Reading {
        let mut sum = self.sum();
        for feature in features {
            sum.add(*feature);
        }
        sum.reading()
    }
}

fn squares() -> Vec<f32> {
    (0..=255_u8)
        .map(|byte| {
            let share = f32::from(byte.cast_signed()) / 127.0;
            share * share.abs()
        })
        .collect()
}

fn to_byte(share: f32) -> i8 {
    (share.abs().sqrt().copysign(share) * 127.0).round() as i8
}

/// The weights of a text, added up.
#[derive(Debug)]
pub struct Sum<'a> {
    weights: &'a Weights,
    kinds: [[f32; OUTPUTS]; 4],
    counts: [u16; 4],
}

impl Sum<'_> {
    pub fn add(&mut self, feature: Feature) {
        let kind = place(feature.kind);
        let start = feature.row as usize * OUTPUTS;
        self.counts[kind] = self.counts[kind].saturating_add(1);
        for (sum, byte) in self.kinds[kind]
            .iter_mut()
            .zip(&self.weights.bytes[start..start + OUTPUTS])
        {
            *sum += self.weights.squares[usize::from(byte.cast_unsigned())];
        }
    }

    pub fn reading(&self) -> Reading {
        let mut outputs = self.weights.biases;
        for (kind, sums) in self.kinds.iter().enumerate() {
            let share = share(kind, self.counts[kind]);
            for ((output, sum), scale) in outputs.iter_mut().zip(sums).zip(self.weights.scales) {
                *output += sum * scale * share;
            }
        }
        reading(&outputs)
    }
}

fn place(kind: Kind) -> usize {
    match kind {
        Kind::Word => 0,
        Kind::Letters => 1,
        Kind::Flag => 2,
        Kind::Doing => 3,
    }
}

/// The value of each of so many features of a kind: more of them say more, but less than so many times as much.
fn share(kind: usize, count: u16) -> f32 {
    let many = f32::from(count.max(1)).sqrt().sqrt();
    match kind {
        0 => 0.6 / many,
        1 => 0.4 / many,
        2 => 0.7,
        _ => 0.5 / many,
    }
}

/// The value that each feature has in a text, in their order.
pub fn values(features: &[Feature]) -> Vec<f32> {
    let mut counts = [0_u16; 4];
    for feature in features {
        let count = &mut counts[place(feature.kind)];
        *count = count.saturating_add(1);
    }
    features
        .iter()
        .map(|feature| share(place(feature.kind), counts[place(feature.kind)]))
        .collect()
}

/// Probabilities of the outputs.
pub fn reading(outputs: &[f32; OUTPUTS]) -> Reading {
    let opt_out = 1.0 / (1.0 + (-outputs[0]).exp());
    let mut classes = [0.0; CLASSES.len()];
    classes.copy_from_slice(&outputs[1..]);
    let highest = classes.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for class in &mut classes {
        *class = (*class - highest).exp();
        total += *class;
    }
    for class in &mut classes {
        *class /= total;
    }
    Reading { opt_out, classes }
}
