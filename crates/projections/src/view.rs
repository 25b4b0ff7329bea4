//! Which views there are. Each has a checkpoint of its own and stands or goes on by itself.

use crate::fold::Category;
use std::fmt;

/// Tables that are folded together and belong to one checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum View {
    /// Rows, boxes, timelines, contacts and search.
    Conversations,
    /// Carts, orders and short links.
    Shopping,
    /// Stores, agents, API keys and erasures.
    Directory,
    /// What the reactors still have to do.
    Work,
    /// The headers of the log, to be filtered by.
    Events,
}

impl View {
    pub const ALL: [Self; 5] = [
        Self::Conversations,
        Self::Shopping,
        Self::Directory,
        Self::Work,
        Self::Events,
    ];

    /// The same word in the views' file, the API, log lines and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conversations => "conversations",
            Self::Shopping => "shopping",
            Self::Directory => "directory",
            Self::Work => "work",
            Self::Events => "events",
        }
    }

    /// Whether nothing can be sent or received safely while it stands still: without its work nothing leaves, without
    /// the directory nobody's number is known.
    pub fn is_vital(self) -> bool {
        matches!(self, Self::Directory | Self::Work)
    }

    /// Whether an event changes what is in it. Of a type that this version does not know nobody can say that it does
    /// not; only the list of headers takes it as it is.
    pub(crate) fn is_about(self, category: Option<Category>) -> bool {
        match (self, category) {
            (Self::Events, _) | (_, None) => true,
            (Self::Conversations | Self::Shopping | Self::Work, Some(category)) => {
                matches!(category, Category::Conversation | Category::Erasure)
            }
            (Self::Directory, Some(category)) => category != Category::Conversation,
        }
    }

    /// Whether it looks at conversations as they stand at each event.
    pub(crate) fn follows_conversations(self) -> bool {
        self.is_about(Some(Category::Conversation)) && self != Self::Events
    }

    /// Place in arrays that hold something for each view, in the order of [`View::ALL`].
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_stands_at_its_own_place() {
        for (place, view) in View::ALL.into_iter().enumerate() {
            assert_eq!(view.index(), place);
        }
    }
}
