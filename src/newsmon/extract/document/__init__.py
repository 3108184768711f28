"""Pages as trees and as lines, and what can be no article taken out of them."""
