//! Wrong paths and queries are problems like all others.

use crate::problem::Problem;
use actix_web::{
    error::{PathError, QueryPayloadError},
    web::{PathConfig, QueryConfig, ServiceConfig},
};

pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .app_data(PathConfig::default().error_handler(|error, _| path_invalid(&error).into()))
        .app_data(QueryConfig::default().error_handler(|error, _| query_invalid(&error).into()));
}

fn path_invalid(error: &PathError) -> Problem {
    Problem::bad_request("path_invalid", format!("the path holds no such id: {error}"))
}

fn query_invalid(error: &QueryPayloadError) -> Problem {
    Problem::bad_request("query_invalid", format!("the query is wrong: {error}"))
}
