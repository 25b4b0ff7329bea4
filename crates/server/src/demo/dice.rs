//! Choices that look like chance and come out the same every time.

#[derive(Clone, Debug)]
pub struct Dice(blake3::OutputReader);

impl Dice {
    /// The same name gives the same choices.
    pub fn named(name: &str) -> Self {
        let hasher = blake3::Hasher::new_derive_key("threadkeep 2026 demo store v1")
            .update(name.as_bytes())
            .clone();
        Self(hasher.finalize_xof())
    }

    /// A number from 0 to `below` - 1; 0 if `below` is 0.
    pub fn below(&mut self, below: u64) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes).checked_rem(below).unwrap_or(0)
    }

    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to - from).unwrap_or(0) + 1;
        from + i64::try_from(self.below(width)).unwrap_or(0)
    }

    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.index(from.len()))
    }
}
