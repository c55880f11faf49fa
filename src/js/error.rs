//! `OneCreditError` on the Rust side: a code, and a sentence with its place for each problem.
//! `www/package/index.js` turns it into the class that callers catch.

use one_credit_engine::{
    benchmark::BenchmarkError,
    decimal::FigureError,
    meter::UsageError,
    pipeline::{PipelineError, PipelineProblem},
    tariff::{BillError, TariffError},
    tree::under,
};
use wasm_bindgen::JsValue;

use super::answer::Answer;

/// Why a call is refused.
pub struct Refusal {
    code: &'static str,
    errors: Vec<Problem>,
}

/// A sentence and its place.
struct Problem {
    message: String,
    path: String,
}

impl Refusal {
    /// One problem.
    pub fn new(code: &'static str, message: impl Into<String>, path: impl Into<String>) -> Self {
        Self { code, errors: vec![Problem { message: message.into(), path: path.into() }] }
    }

    /// Several problems of one kind, each a sentence with its place.
    pub fn several(
        code: &'static str,
        problems: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let errors =
            problems.into_iter().map(|(message, path)| Problem { message, path }).collect();
        Self { code, errors }
    }

    /// The request does not have the shape that the method takes.
    pub fn request(message: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new("bad_request", message, path)
    }

    /// A figure of the request at `path`.
    pub fn figure(error: &FigureError, path: impl Into<String>) -> Self {
        Self::new(code_of(error), error.to_string(), path)
    }

    /// What is wrong with the tariff at `whole`.
    pub fn tariff(errors: Vec<TariffError>, whole: &str) -> Self {
        let problems = errors.into_iter().map(|error| (error.message, under(whole, &error.path)));
        Self::several("bad_tariff", problems)
    }

    /// A bill that cannot be made for the usage at `path`.
    pub fn bill(error: &BillError, path: &str) -> Self {
        let code = match error {
            BillError::Usage(UsageError::Figure(figure))
            | BillError::Charge { error: figure, .. }
            | BillError::Total(figure) => code_of(figure),
            BillError::Usage(_) => "bad_usage",
        };
        Self::new(code, error.to_string(), path)
    }

    /// A benchmark that cannot be priced.
    pub fn benchmark(error: &BenchmarkError) -> Self {
        match error {
            BenchmarkError::Bill { error, path } => Self::bill(error, path),
            BenchmarkError::UnknownModel { path, .. } => {
                Self::new("unknown_model", error.to_string(), path.as_str())
            }
            BenchmarkError::Rows(_) => Self::new("bad_figure", error.to_string(), error.path()),
            BenchmarkError::NoModel => Self::request(error.to_string(), error.path()),
        }
    }

    /// What is wrong with a pipeline's file.
    pub fn pipeline(errors: &[PipelineError]) -> Self {
        let problems = errors.iter().map(|error| (error.message(), error.path().to_owned()));
        Self::several("bad_pipeline", problems)
    }

    /// What is wrong with a request about a pipeline.
    pub fn pipeline_request(problem: &PipelineProblem) -> Self {
        let code = match problem {
            PipelineProblem::NoSuchMeter { .. } => "unknown_meter",
            PipelineProblem::NoSuchModel { .. } => "unknown_model",
            PipelineProblem::Volume { error, .. }
            | PipelineProblem::AssumptionFigure { error, .. }
            | PipelineProblem::Flow { error, .. }
            | PipelineProblem::Total(error) => code_of(error),
            PipelineProblem::Bill { error, .. } => Self::bill(error, "").code,
            _ => "bad_request",
        };
        Self::new(code, problem.message(), problem.path())
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        let errors = Answer::list(refusal.errors, |Problem { message, path }| {
            Answer::object([("message", Answer::text(&message)), ("path", Answer::text(&path))])
        });
        Answer::object([("code", Answer::text(refusal.code)), ("errors", errors)]).into_js()
    }
}

const fn code_of(error: &FigureError) -> &'static str {
    match error {
        FigureError::NotANumber(_) | FigureError::Negative(_) => "bad_figure",
        FigureError::TooPrecise(_) | FigureError::TooLarge | FigureError::DivisionByZero => {
            "out_of_range"
        }
    }
}
