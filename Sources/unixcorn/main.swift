import ArgumentParser

struct Root: ParsableCommand { mutating func run() { print("hi") } }
Root.main()
