//! Prints the API's document: `cargo run -p api --example openapi > openapi/openapi.json`.

fn main() -> Result<(), serde_json::Error> {
    print!("{}", api::openapi_json()?);
    Ok(())
}
