//! The one table of who may do what. Every operation of the API names exactly one permission of it.

use crate::Principal;
use domain::{agent::Role, api_key::Scope};
use std::fmt;

use Role::{Admin, Agent, Auditor};

/// Something one may be allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Permission {
    /// Ask who one is.
    ReadSelf,
    /// Change one's own password.
    ChangeOwnPassword,
    /// See who works here: names are shown beside messages and assignments.
    ReadAgents,
    /// Add agents, change their role, deactivate them.
    ManageAgents,
    ReadApiKeys,
    ManageApiKeys,
    ReadStores,
    ManageStores,
    /// Boxes, conversations, timelines, contacts, carts, orders, media.
    ReadConversations,
    /// The box of one agent, and the counts of every agent's.
    ReadTeamBoxes,
    /// Send, schedule, cancel, assign to oneself, close, label, opt out.
    WriteConversations,
    /// What only a person can do in a conversation: read it, take it, write a note into it.
    ActAsAgent,
    /// Give a conversation to somebody else.
    AssignOthers,
    /// Erase a contact for ever.
    EraseContacts,
    /// Who was erased when and why, and the certificates.
    ReadErasures,
    /// The whole log.
    ReadEvents,
    /// When the log was backed up, and how far.
    ReadBackups,
    MakeBackups,
    /// The live feed of the web app.
    FollowLive,
    /// How far the views are, and why one of them stands still.
    ReadViews,
    /// Have the views built anew.
    RebuildViews,
    /// Look at the simulated phones.
    ReadSimulator,
    /// Text from a simulated phone, move the clock.
    UseSimulator,
}

struct Rule {
    permission: Permission,
    /// Stable name in the API's document and in `GET /v1/me`.
    name: &'static str,
    roles: &'static [Role],
    scope: Option<Scope>,
}

const fn rule(permission: Permission, name: &'static str, roles: &'static [Role], scope: Option<Scope>) -> Rule {
    Rule {
        permission,
        name,
        roles,
        scope,
    }
}

const EVERYBODY: &[Role] = &[Admin, Agent, Auditor];
const STAFF: &[Role] = &[Admin, Agent];
const OVERSEERS: &[Role] = &[Admin, Auditor];
const ADMINS: &[Role] = &[Admin];

#[rustfmt::skip]
const TABLE: &[Rule] = &[
    // permission                    name                   people     API keys with
    rule(Permission::ReadSelf,           "self.read",           EVERYBODY, None),
    rule(Permission::ChangeOwnPassword,  "self.password",       EVERYBODY, None),
    rule(Permission::ReadAgents,         "agents.read",         EVERYBODY, None),
    rule(Permission::ManageAgents,       "agents.manage",       ADMINS,    None),
    rule(Permission::ReadApiKeys,        "api_keys.read",       OVERSEERS, None),
    rule(Permission::ManageApiKeys,      "api_keys.manage",     ADMINS,    None),
    rule(Permission::ReadStores,         "stores.read",         EVERYBODY, Some(Scope::Read)),
    rule(Permission::ManageStores,       "stores.manage",       ADMINS,    None),
    rule(Permission::ReadConversations,  "conversations.read",  EVERYBODY, Some(Scope::Read)),
    rule(Permission::ReadTeamBoxes,      "boxes.team",          OVERSEERS, None),
    rule(Permission::WriteConversations, "conversations.write", STAFF,     Some(Scope::Write)),
    rule(Permission::ActAsAgent,         "conversations.act",   STAFF,     None),
    rule(Permission::AssignOthers,       "conversations.assign",ADMINS,    Some(Scope::Write)),
    rule(Permission::EraseContacts,      "contacts.erase",      ADMINS,    None),
    rule(Permission::ReadErasures,       "erasures.read",       OVERSEERS, None),
    rule(Permission::ReadEvents,         "events.read",         OVERSEERS, Some(Scope::Events)),
    rule(Permission::ReadBackups,        "backups.read",        OVERSEERS, None),
    rule(Permission::MakeBackups,        "backups.make",        ADMINS,    None),
    rule(Permission::FollowLive,         "live.follow",         EVERYBODY, None),
    rule(Permission::ReadViews,          "views.read",          EVERYBODY, None),
    rule(Permission::RebuildViews,       "views.rebuild",       ADMINS,    None),
    rule(Permission::ReadSimulator,      "simulator.read",      EVERYBODY, None),
    rule(Permission::UseSimulator,       "simulator.use",       STAFF,     None),
];

impl Permission {
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|rule| rule.permission)
    }

    /// Stable name, such as `conversations.write`.
    pub fn name(self) -> &'static str {
        self.rule().map_or("unknown", |rule| rule.name)
    }

    pub fn allows_role(self, role: Role) -> bool {
        self.rule().is_some_and(|rule| rule.roles.contains(&role))
    }

    /// An API key may always ask what it is; everything else needs its scope.
    pub fn allows_scopes(self, scopes: &[Scope]) -> bool {
        self == Self::ReadSelf
            || self
                .rule()
                .and_then(|rule| rule.scope)
                .is_some_and(|scope| scopes.contains(&scope))
    }

    pub fn allows(self, principal: &Principal) -> bool {
        match principal {
            Principal::Person { role, .. } => self.allows_role(*role),
            Principal::ApiKey { scopes, .. } => self.allows_scopes(scopes),
        }
    }

    fn rule(self) -> Option<&'static Rule> {
        TABLE.iter().find(|rule| rule.permission == self)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn of_role(role: Role) -> BTreeSet<&'static str> {
        Permission::all()
            .filter(|permission| permission.allows_role(role))
            .map(Permission::name)
            .collect()
    }

    #[test]
    fn each_permission_stands_in_the_table_once_under_a_name_of_its_own() {
        let permissions: BTreeSet<_> = Permission::all().collect();
        let names: BTreeSet<_> = Permission::all().map(Permission::name).collect();
        assert_eq!((permissions.len(), names.len()), (TABLE.len(), TABLE.len()));
    }

    #[test]
    fn an_admin_may_do_everything() {
        assert!(Permission::all().all(|permission| permission.allows_role(Admin)));
    }

    #[test]
    fn an_auditor_reads_everything_and_changes_nothing_but_their_password() {
        let reads = [
            "agents.read",
            "api_keys.read",
            "backups.read",
            "boxes.team",
            "conversations.read",
            "erasures.read",
            "events.read",
            "live.follow",
        ];
        let rest = [
            "self.password",
            "self.read",
            "simulator.read",
            "stores.read",
            "views.read",
        ];
        assert_eq!(of_role(Auditor), reads.into_iter().chain(rest).collect());
    }

    #[test]
    fn an_agent_neither_manages_nor_sees_the_log_nor_others_boxes() {
        let denied: BTreeSet<_> = of_role(Admin).difference(&of_role(Agent)).copied().collect();
        let expected = [
            "agents.manage",
            "api_keys.manage",
            "api_keys.read",
            "backups.make",
            "backups.read",
            "boxes.team",
            "contacts.erase",
            "conversations.assign",
            "erasures.read",
            "events.read",
            "stores.manage",
            "views.rebuild",
        ];
        assert_eq!(denied, expected.into());
    }

    #[test]
    fn integrators_are_never_people() {
        assert_eq!(of_role(Role::Integrator), BTreeSet::new());
    }

    #[test]
    fn an_api_key_does_what_its_scopes_say() {
        let of = |scopes: &[Scope]| -> BTreeSet<_> {
            Permission::all()
                .filter(|permission| permission.allows_scopes(scopes))
                .map(Permission::name)
                .collect()
        };
        assert_eq!(of(&[]), ["self.read"].into());
        assert_eq!(
            of(&[Scope::Read]),
            ["conversations.read", "self.read", "stores.read"].into()
        );
        assert_eq!(
            of(&[Scope::Write]),
            ["conversations.assign", "conversations.write", "self.read"].into()
        );
        assert_eq!(of(&[Scope::Events]), ["events.read", "self.read"].into());
    }
}
