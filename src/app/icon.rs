//! The drawings of the page, each a path of 24 by 24. They decorate; the words beside them speak.

use yew::prelude::*;

/// A drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The wordmark's coin.
    Coin,
    /// Two scripts.
    Translate,
    /// A microphone.
    Microphone,
    /// Lines of text.
    Text,
    /// A loudspeaker.
    Voice,
    /// A picture.
    Picture,
    /// A clock.
    Clock,
    /// A triangle with an exclamation mark.
    Warning,
    /// A circle with an exclamation mark.
    Error,
    /// A tick.
    Done,
    /// An arrow into a tray.
    Drop,
    /// A payment card.
    Card,
    /// A telephone.
    Phone,
    /// An angle that points to what opens.
    Open,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Coin => "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19zM9.3 9.3 12.5 7v10",
            Self::Translate => {
                "M4 6h9M8.5 4v2M11 6c-.8 4-3.4 6.8-7 8.5M6 9.5c1.2 2.2 3.2 4 6 5M12.5 20l4-10 4 10M14 17h5"
            }
            Self::Microphone => {
                "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21"
            }
            Self::Text => "M5 6h14M5 10h14M5 14h9M5 18h5M17 15.5v5M14.5 18h5",
            Self::Voice => "M5 9.5v5h3l4 3.5V6L8 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
            Self::Picture => "M4.5 5h15v14h-15zM4.5 16l4.5-4.5 4 4 2.5-2.5 4 4M15.5 9v.2",
            Self::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V12l3 2",
            Self::Warning => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2",
            Self::Error => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5V13M12 16.2v.2",
            Self::Done => "M5 12.5 9.5 17 19 7.5",
            Self::Card => "M3.5 6h17v12.5h-17zM3.5 10h17M6.5 15h4",
            Self::Phone => "M8 3h8v18H8zM11 18h2",
            Self::Open => "M9 5.5 15.5 12 9 18.5",
            Self::Drop => {
                "M12 4v11M7.5 10.5 12 15l4.5-4.5M4 16v3a1.5 1.5 0 0 0 1.5 1.5h13A1.5 1.5 0 0 0 20 19v-3"
            }
        }
    }

    /// The drawing as an element.
    pub fn draw(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={self.path()} /></svg>
        }
    }
}
