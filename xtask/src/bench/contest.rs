//! Running several tools in turn and taking the median of each.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often each tool runs.
pub(super) const RUNS: usize = 3;

/// One tool in a contest: how it is made ready (not measured) and what is measured.
pub(super) struct Runner<'a> {
    pub(super) name: &'static str,
    pub(super) prepare: Box<dyn Fn() -> Result<()> + 'a>,
    pub(super) command: Box<dyn Fn() -> Command + 'a>,
}

/// Lets the tools run in turn (A B C A B C …); returns the median seconds of each, in their order.
pub(super) fn alternate(runners: &[Runner]) -> Result<Vec<f64>> {
    let mut seconds = vec![Vec::new(); runners.len()];
    for _ in 0..RUNS {
        for (runner, seconds) in runners.iter().zip(&mut seconds) {
            (runner.prepare)().with_context(|| format!("making {} ready", runner.name))?;
            let took = timed(&mut (runner.command)()).context(runner.name)?;
            println!("{:<24} {took:>8.3} s", runner.name);
            seconds.push(took);
        }
    }
    Ok(seconds.into_iter().map(|seconds| percentile(seconds, 50)).collect())
}

/// Runs a command and returns its seconds. What it prints is thrown away, errors apart.
pub(super) fn timed(command: &mut Command) -> Result<f64> {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("ended with {status}");
    }
    Ok(seconds)
}

/// Runs a command and returns its seconds and the most memory, in MiB, it and its worker processes held at once.
pub(super) fn timed_with_memory(command: &mut Command) -> Result<(f64, f64)> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let mut most = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        most = most.max(family_memory(&child));
        std::thread::sleep(Duration::from_millis(20));
    };
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("ended with {status}");
    }
    Ok((seconds, most as f64 / 1024.0))
}

/// Returns the resident memory of a process and its children, in KiB.
fn family_memory(child: &Child) -> u64 {
    let process = format!("/proc/{}", child.id());
    let children = std::fs::read_to_string(format!("{process}/task/{}/children", child.id()));
    let children = children.unwrap_or_default();
    let family = children.split_whitespace().map(|id| format!("/proc/{id}"));
    family.chain([process]).map(|process| resident(Path::new(&process))).sum()
}

fn resident(process: &Path) -> u64 {
    let status = std::fs::read_to_string(process.join("status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Returns the value below or at which so many percent lie; 0 of nothing.
pub(super) fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert_eq!(percentile(values.clone(), 95), 19.0);
        assert_eq!(percentile(values, 50), 10.0);
        assert_eq!(percentile(vec![3.0, 1.0, 2.0], 50), 2.0);
        assert_eq!(percentile(vec![], 95), 0.0);
    }
}
