//! Where the nodes of a graph stand: rows by depth from top to bottom, links between them.
//! A link that passes a row gets a lane of its own there, so that no node hides it.

/// Width of a node.
pub const WIDTH: i32 = 208;
/// Height of a node.
pub const HEIGHT: i32 = 58;
/// Between two rows.
const ROW_GAP: i32 = 34;
/// Between two neighbours of a row.
const GAP: i32 = 20;
/// Width of a lane.
const LANE: i32 = 12;
/// Around everything; room for outlines.
const MARGIN: i32 = 2;

/// A drawing's measures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Of the whole drawing.
    pub width: i32,
    /// Of the whole drawing.
    pub height: i32,
    /// The left upper corner of each node.
    pub corners: Vec<(i32, i32)>,
    /// The path of each link, from the foot of one node to just above the head of another.
    pub paths: Vec<String>,
    /// The end of each link: where its tip points.
    pub tips: Vec<(i32, i32)>,
}

/// What stands in a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    Node(usize),
    /// A link passing by.
    Lane(usize),
}

impl Slot {
    const fn width(self) -> i32 {
        match self {
            Self::Node(_) => WIDTH,
            Self::Lane(_) => LANE,
        }
    }
}

/// Lays out the nodes of `layers`, each below all that lead to it; links name nodes by their place.
pub fn lay_out(layers: &[Vec<usize>], links: &[(usize, usize)]) -> Layout {
    let rows = rows(layers, links);
    let nodes = layers.iter().map(Vec::len).sum();
    let row_width = |row: &[Slot]| row.iter().map(|slot| slot.width() + GAP).sum::<i32>() - GAP;
    let width = rows.iter().map(|row| row_width(row)).max().unwrap_or(0) + 2 * MARGIN;
    let mut corners = vec![(0, 0); nodes];
    let mut lanes: Vec<Vec<(i32, i32)>> = vec![Vec::new(); links.len()];
    let mut top = MARGIN;
    for row in &rows {
        let mut left = (width - row_width(row)) / 2;
        for slot in row {
            match *slot {
                Slot::Node(node) => set(&mut corners, node, (left, top)),
                Slot::Lane(link) => {
                    if let Some(lane) = lanes.get_mut(link) {
                        lane.push((left + LANE / 2, top));
                    }
                }
            }
            left += slot.width() + GAP;
        }
        top += HEIGHT + ROW_GAP;
    }
    let mut paths = Vec::with_capacity(links.len());
    let mut tips = Vec::with_capacity(links.len());
    for (&(from, to), lane) in links.iter().zip(&lanes) {
        let start = corners.get(from).copied().unwrap_or_default();
        let end = corners.get(to).copied().unwrap_or_default();
        let end = (end.0 + WIDTH / 2, end.1 - 5);
        let mut at = (start.0 + WIDTH / 2, start.1 + HEIGHT);
        let mut path = format!("M{} {}", at.0, at.1);
        for &(x, y) in lane {
            path.push_str(&bend(at, (x, y)));
            path.push_str(&format!("V{}", y + HEIGHT));
            at = (x, y + HEIGHT);
        }
        path.push_str(&bend(at, end));
        paths.push(path);
        tips.push((end.0, end.1 + 5));
    }
    Layout { width, height: (top - ROW_GAP + MARGIN).max(0), corners, paths, tips }
}

/// A curve that leaves and arrives upright.
fn bend(from: (i32, i32), to: (i32, i32)) -> String {
    let middle = (from.1 + to.1) / 2;
    format!("C{} {middle} {} {middle} {} {}", from.0, to.0, to.0, to.1)
}

/// What stands in each row, each slot near what leads to it.
fn rows(layers: &[Vec<usize>], links: &[(usize, usize)]) -> Vec<Vec<Slot>> {
    let mut rows: Vec<Vec<Slot>> =
        layers.iter().map(|layer| layer.iter().copied().map(Slot::Node).collect()).collect();
    let depth = |node: usize| layers.iter().position(|layer| layer.contains(&node));
    for (place, (from, to)) in links.iter().enumerate() {
        let (Some(from), Some(to)) = (depth(*from), depth(*to)) else { continue };
        for row in rows.iter_mut().take(to).skip(from.saturating_add(1)) {
            row.push(Slot::Lane(place));
        }
    }
    let mut above: Vec<Slot> = Vec::new();
    for row in &mut rows {
        row.sort_by_cached_key(|slot| nearness(*slot, &above, links));
        above.clone_from(row);
    }
    rows
}

/// The mean place, in thousandths, of what leads to a slot in the row above.
fn nearness(slot: Slot, above: &[Slot], links: &[(usize, usize)]) -> usize {
    let leads = |other: &Slot| match (*other, slot) {
        (Slot::Node(from), Slot::Node(to)) => links.contains(&(from, to)),
        (Slot::Node(from), Slot::Lane(link)) => links.get(link).is_some_and(|link| link.0 == from),
        (Slot::Lane(link), Slot::Node(to)) => links.get(link).is_some_and(|link| link.1 == to),
        (Slot::Lane(link), Slot::Lane(same)) => link == same,
    };
    let places: Vec<usize> = above
        .iter()
        .enumerate()
        .filter_map(|(place, other)| leads(other).then_some(place * 1000))
        .collect();
    let mean = places.iter().sum::<usize>().checked_div(places.len()).unwrap_or(0);
    // Between equals a lane stands at the outer side.
    mean + usize::from(matches!(slot, Slot::Lane(_)))
}

fn set<T>(of: &mut [T], place: usize, value: T) {
    if let Some(entry) = of.get_mut(place) {
        *entry = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_stands_in_one_column() {
        let layout = lay_out(&[vec![0], vec![1], vec![2]], &[(0, 1), (1, 2)]);
        assert_eq!(layout.corners, [(2, 2), (2, 94), (2, 186)]);
        assert_eq!((layout.width, layout.height), (212, 246));
        assert_eq!(layout.tips, [(106, 94), (106, 186)]);
    }

    #[test]
    fn a_link_past_a_row_gets_a_lane_beside_its_nodes() {
        let layout = lay_out(&[vec![0], vec![1], vec![2]], &[(0, 1), (1, 2), (0, 2)]);
        assert_eq!(layout.width, 2 + 208 + 20 + 12 + 2);
        assert_eq!(layout.corners[1], (2, 94));
        // The lane's middle: 2 + 208 + 20 + 6.
        assert!(layout.paths[2].contains("236 94"), "{}", layout.paths[2]);
    }

    #[test]
    fn branches_stand_side_by_side_in_the_order_of_what_leads_to_them() {
        let layers = [vec![0, 1], vec![2, 3]];
        let layout = lay_out(&layers, &[(0, 3), (1, 2)]);
        assert_eq!(layout.corners[3], (2, 94));
        assert_eq!(layout.corners[2], (2 + 208 + 20, 94));
        assert!(lay_out(&[], &[]).corners.is_empty());
    }
}
