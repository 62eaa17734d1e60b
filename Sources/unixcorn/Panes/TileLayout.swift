import Screen

/// Where the tiles go. Large screens have bands: all tiles, aligned at the middle. Smaller ones have two columns with the
/// first six, or a grid of at least 38 by 5 cells with as many as fit.
struct TileLayout {
    private(set) var columns = 1
    private(set) var rects: [Rect] = []
    var count: Int { rects.count }

    init(_ size: Size, _ wanted: Int, in area: Rect? = nil) {
        let area = area ?? Rect(0, 0, size.columns, size.rows)
        columns = max(1, min(3, area.columns / 38))
        if wanted >= 10, area.columns >= 110, area.rows >= 30 {
            placeInBands(area, isWide: area.columns >= 160)
        } else if columns == 2, wanted >= 6, area.rows >= 20 {
            placeBeside(area)
        } else {
            placeInGrid(area, min(wanted, 6))
        }
    }

    /// Bands over the whole width, each of halves or quarters: guests, host, backups above members; busiest, storage, alerts;
    /// what was done, jobs, firewall above networks. Screens that are not wide have halves alone, the backups beneath the
    /// host, the members beneath the jobs.
    private mutating func placeInBands(_ area: Rect, isWide: Bool) {
        let half = area.columns / 2
        let quarter = (area.columns - half) / 2
        func band(_ from: Int, _ to: Int, of total: Int) -> (row: Int, rows: Int) {
            let top = area.rows * from / total
            return (area.row + top, area.rows * to / total - top)
        }
        func left(_ band: (row: Int, rows: Int)) -> Rect { Rect(area.column, band.row, half, band.rows) }
        func right(_ band: (row: Int, rows: Int)) -> Rect {
            Rect(area.column + half, band.row, area.columns - half, band.rows)
        }
        func quarters(_ band: (row: Int, rows: Int)) -> (Rect, Rect) {
            let (one, other) = right(band).splitLeft(quarter)
            return (one, other)
        }
        if isWide {
            let (first, second, third) = (band(0, 17, of: 47), band(17, 32, of: 47), band(32, 47, of: 47))
            let (host, backups) = quarters(first)
            let (storage, alerts) = quarters(second)
            let (work, rest) = quarters(third)
            let (firewall, networks) = rest.splitBottom(min(5, third.rows / 3))
            let (saved, members) = backups.splitBottom(min(6, first.rows / 3))
            let (jobs, finances) = work.splitBottom(min(7, third.rows / 2))
            rects = [
                left(first), host, storage, alerts, jobs, saved, networks, left(second), left(third), firewall, members,
                finances,
            ]
        } else {
            let bands = [band(0, 13, of: 37), band(13, 19, of: 37), band(19, 27, of: 37), band(27, 37, of: 37)]
            let (host, backups) = right(bands[0]).splitBottom(min(6, bands[0].rows / 2))
            let (firewall, networks) = left(bands[3]).splitBottom(min(4, bands[3].rows / 3))
            let (work, people) = right(bands[3]).splitBottom(min(8, bands[3].rows * 2 / 3))
            let (members, finances) = people.splitBottom(people.rows / 2)
            rects = [
                left(bands[0]), host, left(bands[1]), right(bands[1]), work, backups, networks, left(bands[2]),
                right(bands[2]), firewall, members, finances,
            ]
        }
    }

    private mutating func placeInGrid(_ area: Rect, _ wanted: Int) {
        let rows = max(1, min((wanted + columns - 1) / columns, area.rows / 5))
        for row in 0..<rows {
            for column in 0..<columns where rects.count < wanted {
                let left = area.columns * column / columns
                let right = area.columns * (column + 1) / columns
                let top = area.rows * row / rows
                let bottom = area.rows * (row + 1) / rows
                rects.append(Rect(area.column + left, area.row + top, right - left, bottom - top))
            }
        }
    }

    /// Two columns: the first tile is a long list and takes most of the left one, the fifth stands beneath it, the
    /// others share the right one.
    private mutating func placeBeside(_ area: Rect) {
        let (left, right) = area.splitLeft(area.columns / 2)
        let (upper, lower) = left.splitBottom(area.rows * 2 / 7)
        let stack = (0..<4).map { index in
            let top = right.rows * index / 4
            return Rect(right.column, right.row + top, right.columns, right.rows * (index + 1) / 4 - top)
        }
        rects = [upper, stack[0], stack[1], stack[2], lower, stack[3]]
    }

    /// The tile next to this one in a direction; the same where there is none.
    func neighbour(of index: Int, _ way: PaneCommand) -> Int {
        guard rects.indices.contains(index) else { return 0 }
        let here = rects[index]
        let others = rects.indices.compactMap { other -> (index: Int, far: Int, aside: Int)? in
            let there = rects[other]
            let far =
                switch way {
                case .left: here.column - there.column - there.columns
                case .right: there.column - here.column - here.columns
                case .up: here.row - there.row - there.rows
                default: there.row - here.row - here.rows
                }
            let isSideways = way == .left || way == .right
            let aside = abs(isSideways ? there.row - here.row : there.column - here.column)
            return far >= 0 && other != index ? (other, far, aside) : nil
        }
        return others.min { ($0.aside, $0.far) < ($1.aside, $1.far) }?.index ?? index
    }
}
