//! Which share of the runs takes each route of a DECISION: a field for each node behind it.

use crate::app::part::{all, maybe};
use one_credit_engine::pipeline::{Node, NodeKind, Pipeline as Graph, Share, ShareError, Weight};
use yew::prelude::*;

use super::state::PipelineAction;
use crate::app::{
    field::{self, Name},
    send::Send,
    state::{Action, Page},
};

/// A route with what was typed for it. An empty field sets no weight.
#[derive(Clone)]
pub struct Route {
    /// The DECISION's number.
    pub from: u32,
    /// The number of the node that it leads to.
    pub to: u32,
    text: String,
    /// The last share that could be read.
    share: Option<Share>,
    problem: Option<String>,
}

impl Route {
    /// A route without a weight.
    pub const fn new(from: u32, to: u32) -> Self {
        Self { from, to, text: String::new(), share: None, problem: None }
    }

    /// Takes what was typed. A text that is no share leaves the last one.
    pub fn type_in(&mut self, text: &str) {
        let share = match text.trim() {
            "" => Ok(None),
            text => Share::parse(text).map(Some),
        };
        self.problem = share.as_ref().err().map(ShareError::to_string);
        if let Ok(share) = share {
            self.share = share;
        }
        text.clone_into(&mut self.text);
    }

    /// The weight, where one is set.
    pub fn weight(&self) -> Option<Weight> {
        Some(Weight { from: self.from, to: self.to, share: self.share? })
    }

    /// What is to be typed in to have it again: the last share, and what stands there where that is none.
    pub fn entered(&self) -> impl Iterator<Item = String> {
        let text = self.problem.is_some().then(|| self.text.clone());
        self.share.map(|share| share.to_string()).into_iter().chain(text)
    }
}

/// The fields for weights; nothing for a pipeline without a DECISION.
pub fn weigh(page: &Page, graph: &Graph) -> Option<Html> {
    let decisions = graph.nodes().iter().enumerate();
    let decisions = decisions.filter(|(_, node)| node.kind == NodeKind::Decision);
    let groups: Vec<Html> = decisions
        .filter_map(|(place, decision)| group(page, decision, &graph.behind(place)))
        .collect();
    (!groups.is_empty()).then(|| {
        html! {
            <section class="panel" aria-labelledby="routes-title">
                <h2 id="routes-title">{ "Which way it goes" }</h2>
                { all(groups) }
            </section>
        }
    })
}

fn group(page: &Page, decision: &Node, targets: &[&Node]) -> Option<Html> {
    if targets.is_empty() {
        return None;
    }
    let fields = targets.iter().map(|target| {
        let (from, to) = (decision.number, target.number);
        let route = page.pipeline.route(from, to);
        let id = format!("route-{from}-{to}");
        let label = format!("{}, share to {}", decision.label, target.label);
        let typed = page.typed(move |text| Action::Pipeline(PipelineAction::Weigh(from, to, text)));
        let (text, problem) =
            route.map_or(("", None), |route| (route.text.as_str(), route.problem.as_deref()));
        html! {
            <div class="field" key={id.clone()}>
                <label for={id.clone()}>{ label }</label>
                { field::input(&id, Name::Label, true, field::Shown::of(text, problem), typed) }
                { maybe(problem.map(|problem| field::problem(&id, Some(problem)))) }
            </div>
        }
    });
    let about = "Of all runs, from 0 to 1: 0.25 is one in four. What is left goes where nothing is set; \
                 where nothing is set at all, every branch is charged.";
    Some(html! {
        <div class="stack" key={decision.number}>
            { all(fields) }
            <p class="small soft">{ about }</p>
        </div>
    })
}
