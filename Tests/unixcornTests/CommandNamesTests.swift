import ArgumentParser
import Testing

@testable import unixcorn

@Suite("Commands say their names")
struct CommandNamesTests {
    private func nameless(_ command: any ParsableCommand.Type) -> [String] {
        let configuration = command.configuration
        return (configuration.commandName == nil ? ["\(command)"] : []) + configuration.subcommands.flatMap(nameless)
    }

    // A name that the parser makes of a type's costs each start of the program some ten milliseconds: the runtime
    // goes through all protocols that all types conform to.
    @Test("so that none has to be made of its type, which every start of the program would pay for")
    func named() {
        #expect(nameless(Root.self).isEmpty)
    }
}
