//! Every send judged a second time, over a whole log.

use crate::{demo_store, import::Exported, printed, said, threadkeep};
use serde_json::{Value, json};

#[test]
fn nothing_left_the_demo_store_that_should_not_have() {
    let data = demo_store();
    let told = threadkeep(&["audit"], data.path());
    let told = printed(&told);
    assert!(told.ends_with("no violation\n"), "{told}");

    let report: Value = serde_json::from_str(&printed(&threadkeep(&["audit", "--json"], data.path()))).unwrap();
    let exported = printed(&threadkeep(&["export"], data.path()));
    let claims = exported.matches("\"type\":\"dispatch_started\"").count();
    assert!(
        claims > 100 && report["sends"]["checked"] == claims,
        "{claims} claims, {report}"
    );
    assert_eq!(report["found"], 0);
    assert_eq!(report["events"], report["last"]);

    let future = ["audit", "--json", "--since", "2999-01-01T00:00:00Z"];
    let report: Value = serde_json::from_str(&printed(&threadkeep(&future, data.path()))).unwrap();
    assert_eq!(report["sends"]["checked"], 0);
    assert!(report["events"].as_u64() > Some(5_000), "the past is read all the same");
}

#[test]
fn a_planted_violation_is_named_with_its_positions() {
    let exported = Exported::demo();
    let mut lines: Vec<Value> = exported
        .lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    // Somebody said stop where they had agreed, and was texted all the same.
    let (agreed, left) = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line["type"] == "contact_opted_in")
        .find_map(|(at, line)| {
            let claims = |later: &&Value| later["stream"] == line["stream"] && later["type"] == "dispatch_started";
            let claim = lines[at..].iter().find(claims)?;
            Some((at, claim["position"].as_u64().unwrap()))
        })
        .unwrap();
    lines[agreed]["type"] = json!("contact_opted_out");
    lines[agreed]["data"] = json!({ "cause": "agent", "reason": "asked on the phone" });
    let stop = lines[agreed]["position"].as_u64().unwrap();
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    printed(&exported.import(&lines, &exported.master_key()));

    let found = threadkeep(&["audit"], &exported.target());
    assert_eq!(found.status.code(), Some(1));
    assert!(
        said(&found).contains("texts left that should not have"),
        "{}",
        said(&found)
    );
    let told = String::from_utf8(found.stdout).unwrap();
    let named = format!("position {left}: after_opt_out, forbidden by position {stop}\n");
    assert!(told.contains(&named), "{told}");
}
