//! Clocks that disagree, and one gone mad.

use super::*;

#[test]
fn an_answer_sorts_after_its_question_though_the_clocks_disagree() {
    const DAY: i64 = 86_400_000;
    let [fast, slow] = [("fast", 10 * DAY), ("slow", 9 * DAY)].map(|(n, c)| Computer::new(n, c));
    fast.say("first");
    slow.sync_from(&fast);
    slow.say("second");
    fast.sync_from(&slow);
    fast.say("third");
    assert_eq!(fast.said(), ["first", "second", "third"]);
    let line =
        slow.open().lines().iter().find(|line| line.op == setting("second")).cloned().unwrap();
    assert_eq!(line.at(), 9 * DAY, "shown by the clock of the computer it was said on");
}

/// A clock of the year 292 million, a counter at its end, a time before all times: what is said after it still sorts after
/// it, and is shown by the clock of the computer it was said on.
#[test]
fn a_time_out_of_all_reason_does_not_poison_what_comes_after() {
    const NOW: i64 = 1_795_000_000_000;
    const YEAR: i64 = 365 * 86_400_000;
    for (millis, count) in
        [(i64::MAX, 0), (i64::MAX, u32::MAX), (NOW + 10 * YEAR, u32::MAX), (i64::MIN, 3)]
    {
        let [desk, laptop] = ["desk", "laptop"].map(|name| Computer::new(name, NOW));
        laptop.say("broken");
        let file = laptop.own_file();
        let text = fs::read_to_string(&file).unwrap();
        let mut lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines[1]["time"] = serde_json::json!({ "millis": millis, "count": count });
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        fs::write(&file, lines.join("\n") + "\n").unwrap();
        desk.sync_from(&laptop);
        for (at, value) in ["1", "2", "3"].into_iter().enumerate() {
            desk.say(value);
            let journal = desk.open();
            let said = values(journal.lines());
            assert_eq!(said.len(), 2 + at, "{millis} {count}");
            if millis > 0 {
                assert_eq!(said.last().unwrap(), value, "{millis} {count}: the last word is last");
            }
            let last = journal.lines().iter().find(|l| l.op == setting(value)).unwrap();
            assert_eq!(last.at(), NOW, "{millis} {count}");
            assert!(!last.has_doubtful_clock(NOW), "{millis} {count}");
        }
        let journal = desk.open();
        let broken = journal.lines().iter().find(|l| l.op == setting("broken")).unwrap();
        assert!(broken.has_doubtful_clock(NOW) || millis < 0, "{millis} {count}");
        assert_eq!(desk.files(), 2, "no new id is needed");
    }
}

#[test]
fn a_clock_wrong_by_more_than_a_day_is_known_as_such() {
    const HOUR: i64 = 3_600_000;
    const NOW: i64 = 1_795_000_000_000;
    let (fast, right) = (Computer::new("fast", NOW + 30 * HOUR), Computer::new("right", NOW));
    fast.say("ahead");
    right.sync_from(&fast);
    right.say("answer");
    let doubtful = |computer: &Computer, value: &str, now: i64| {
        let journal = computer.open();
        let line = journal.lines().iter().find(|line| line.op == setting(value)).unwrap();
        line.has_doubtful_clock(now)
    };
    assert!(doubtful(&right, "ahead", NOW));
    assert!(!doubtful(&right, "answer", NOW), "its own clock is right");
    let slow = Computer::new("slow", NOW - 30 * HOUR);
    let also_right = Computer::new("also right", NOW);
    also_right.say("question");
    slow.sync_from(&also_right);
    slow.say("late");
    assert!(doubtful(&slow, "late", NOW));
    assert!(!doubtful(&slow, "question", NOW));
}
