import Glibc

/// What a guest of the demo site does through a day: a wave with its crest at an hour, and unrest upon it.
struct DemoWave {
    /// Share of its processors, on average: 0...1.
    var cpu: Double
    /// Share of its memory in use, on average.
    var memory: Double
    /// Bytes a second on average.
    var disk: Double
    var network: Double
    /// The busiest hour of the day, in local winter time of the site (UTC+1, so that a seed gives the same screen anywhere).
    var peak: Double
    /// How much of the load comes in bursts of minutes: 0...1.
    var bursts = 0.15

    /// A guest's figures at one moment.
    struct Figures: Equatable {
        var cpu: Double
        var memoryShare: Double
        var read: Double
        var write: Double
        var received: Double
        var transmitted: Double
    }

    /// The figures of the guest called `name`. The same seed, name and moment give the same figures.
    func figures(of name: String, at moment: Moment, seed: UInt64) -> Figures {
        let noise = DemoNoise(seed: seed, name: name)
        let seconds = Double(moment.microseconds) / 1e6
        let day = tide(seconds)
        let burst = max(0, noise.smooth(seconds, period: 97, channel: 1) - 0.55) * 2.2 * bursts
        func busy(_ channel: UInt64, period: Double) -> Double {
            day * (0.6 + 0.8 * noise.smooth(seconds, period: period, channel: channel)) + burst
                + 0.1 * noise.smooth(seconds, period: 3, channel: channel + 40)
        }
        let cpuNow = cpu * busy(2, period: 23)
        let diskNow = disk * busy(3, period: 17)
        let readPart = 0.25 + 0.4 * noise.smooth(seconds, period: 61, channel: 4)
        let networkNow = network * busy(5, period: 13)
        let memoryNow = memory * (0.93 + 0.1 * noise.smooth(seconds, period: 600, channel: 6))
        return Figures(
            cpu: min(1, cpuNow), memoryShare: min(0.97, memoryNow), read: diskNow * readPart,
            write: diskNow * (1 - readPart), received: networkNow * 0.3, transmitted: networkNow * 0.7)
    }

    /// From 0.35 in the dead of the night to about 1.4 at the peak.
    private func tide(_ seconds: Double) -> Double {
        let hour = ((seconds / 3600) + 1).truncatingRemainder(dividingBy: 24)
        let angle = (hour - peak) / 24 * 2 * Double.pi
        return 0.35 + 1.05 * pow((1 + cos(angle)) / 2, 1.4)
    }
}

/// Noise without a memory: a number for each name, channel and moment.
struct DemoNoise {
    private let base: UInt64

    init(seed: UInt64, name: String) {
        // FNV-1a: the standard library's hash differs from run to run.
        base = name.utf8.reduce(14_695_981_039_346_656_037 ^ seed) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }

    /// 0...1, without jumps: a new height each `period` seconds, and a curve between.
    func smooth(_ seconds: Double, period: Double, channel: UInt64) -> Double {
        let place = seconds / period
        let left = place.rounded(.down)
        let part = place - left
        let curve = part * part * (3 - 2 * part)
        let step = UInt64(bitPattern: Int64(left))
        return height(step, channel) * (1 - curve) + height(step &+ 1, channel) * curve
    }

    /// splitmix64's finish.
    private func height(_ step: UInt64, _ channel: UInt64) -> Double {
        var bits = base &+ step &* 0x9E37_79B9_7F4A_7C15 &+ channel &* 0xD1B5_4A32_D192_ED03
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double(bits >> 11) / Double(UInt64(1) << 53)
    }
}
