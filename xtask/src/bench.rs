use anyhow::Result;
pub(crate) fn run(_row: Option<&str>) -> Result<()> {
    Ok(())
}
