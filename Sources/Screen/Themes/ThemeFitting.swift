extension Theme {
    /// The theme as a terminal of `depth` can show it.
    ///
    /// With 256 colours it is the file's. Below, the terminal's own background and text colour stay (whatever the
    /// person set is readable), other colours keep their hue, and attributes carry what colour cannot: the row under
    /// the cursor is reversed.
    public func fitted(to depth: ColourDepth) -> Theme {
        guard depth != .indexed256 else { return self }
        let ground = looks[.text]?.background
        var fitted: [Role: Look] = [:]
        for (role, look) in looks {
            var plain = Look(attributes: look.attributes.union(role.plainAttributes))
            if depth != .mono {
                let isPainted = look.background != nil && look.background != ground
                let isReversed = plain.attributes.contains(.reverse)
                plain.foreground = isReversed && isPainted ? nil : look.foreground?.plainHue
                if isReversed, role.keepsHueWhenReversed {
                    plain.foreground = (isPainted ? look.background : look.foreground)?.plainHue
                }
            }
            fitted[role] = plain
        }
        return Theme(name: name, looks: fitted, palette: palette)
    }
}

extension Role {
    /// What sets the role apart where colours cannot.
    var plainAttributes: Style.Attributes {
        switch self {
        case .text, .border, .header, .running, .off, .good, .graph1, .graph2, .graph3, .gaugeRest, .dialog, .keyBar,
            .button, .toast:
            []
        case .dim, .stale: .dim
        case .title, .key, .borderFocused, .marked, .columnHead, .paused, .unknown, .warning, .dialogTitle: .bold
        case .crashed, .critical: [.bold, .underline]
        case .columnSorted: [.bold, .underline]
        case .input, .match: .underline
        case .inputFocused: [.underline, .bold]
        case .selected, .gauge, .buttonFocused, .demo: .reverse
        case .danger, .toastError: [.reverse, .bold]
        }
    }

    fileprivate var keepsHueWhenReversed: Bool {
        self == .danger || self == .toastError || self == .gauge || self == .demo
    }
}
