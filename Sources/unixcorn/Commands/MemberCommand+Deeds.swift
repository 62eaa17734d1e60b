import ArgumentParser
import Foundation
import UnixcornCore

/// A step for one account that a person chose.
private protocol MemberStepCommand: ParsableCommand {
    var which: MemberCommand.Account { get }
    var yes: Bool { get }
    var deed: MemberDeed { get }
}

extension MemberStepCommand {
    func run() throws {
        let site = try MemberSite(which.global)
        let object = try site.account(which.account, of: try site.service(which.service))
        try site.confirm(UnixcornCore.Operation(.member(deed), on: object), yes)
        try site.perform(deed, on: object)
    }
}

extension MemberCommand {
    struct Warn: MemberStepCommand {
        static let configuration = CommandConfiguration(
            commandName: "warn", abstract: "Warn one account by mail, once for its due date.")
        @OptionGroup var which: Account
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
        var deed: MemberDeed { .step(.warn) }
    }

    struct Disable: MemberStepCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Disable one account. It can be enabled again.")
        @OptionGroup var which: Account
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
        var deed: MemberDeed { .step(.disable) }
    }

    struct Enable: MemberStepCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Enable one account again. Its months begin anew.")
        @OptionGroup var which: Account
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
        var deed: MemberDeed { .enable }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete",
            abstract: "Delete one account with what is in it, whatever the rules say of it. Its login is asked for.")
        @OptionGroup var which: Account
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func run() throws {
            let site = try MemberSite(which.global)
            let service = try site.service(which.service)
            let object = try site.account(which.account, of: service)
            guard case .account(_, let id, let login) = object else { return }
            let operation = UnixcornCore.Operation(.member(.step(.delete)), on: object)
            if !yes {
                let desk = try site.desk(service.name)
                let plan = try waitFor { try await desk.plan(.delete, for: id, by: Operator.current().name.string) }
                PlanLines(plan, site.words).print()
                if let consequence = operation.consequence { print(consequence(site.words)) }
                guard TypedWord.ask(.typeLogin(SafeText(login))) == login else {
                    throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
                }
            }
            try site.perform(.step(.delete), on: object)
        }
    }

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make an account; the service invites its person by mail.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The service.") var service: String
        @Argument(help: "The login.") var login: String
        @Option(help: "The address that the invitation goes to.") var mail: String
        @Option(help: "The name that others see; without it, the login.") var name: String?
        @Option(help: "Room for its files: 2 GiB.") var quota: String?

        func run() throws {
            let site = try MemberSite(global)
            let deed = MemberDeed.create(
                login: login, name: name ?? login, mail: mail, quota: try quota.map { try TypedSize.bytes($0) })
            try site.perform(deed, on: .service(try site.service(service).name))
        }
    }

    struct Password: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Give an account the password that a file holds.")
        @OptionGroup var which: Account
        @Option(help: ArgumentHelp("Its first line is the password; mode 0600.", valueName: "file"))
        var passwordFile: String

        func run() throws {
            let site = try MemberSite(which.global)
            let object = try site.account(which.account, of: try site.service(which.service))
            try site.perform(.setPassword(file: URL(fileURLWithPath: passwordFile).path), on: object)
        }
    }

    struct Quota: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "quota", abstract: "Set how much room an account has.")
        @OptionGroup var which: Account
        @Argument(help: "2 GiB, or none for no limit.") var size: String

        func run() throws {
            let site = try MemberSite(which.global)
            let service = try site.service(which.service)
            let before = try site.member(which.account, of: service).known.account.quota
            let bytes = size == "none" ? nil : try TypedSize.bytes(size)
            try site.perform(
                .setQuota(bytes, previous: before), on: try site.account(which.account, of: service))
        }
    }

    struct Announce: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "announce",
            abstract: "Write one mail to everybody active on a service: before maintenance. Nobody gets it twice.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The service.") var service: String
        @Option(help: "The mail's subject.") var subject: String
        @Option(help: ArgumentHelp("A file with the text, in UTF-8.", valueName: "file")) var text: String
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

        func run() throws {
            let site = try MemberSite(global)
            let name = try site.service(service).name
            let deed = MemberDeed.announce(subject: subject, file: URL(fileURLWithPath: text).path)
            try site.confirm(UnixcornCore.Operation(.member(deed), on: .service(name)), yes)
            try site.perform(deed, on: .service(name))
        }
    }

    struct Kept: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "kept",
            abstract:
                "The sealed records of deleted accounts, and when each must be gone; with a number, what it holds.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "A record's number: opens it.") var id: Int64?
        @Flag(help: "As JSON.") var json = false

        func run() throws {
            let site = try MemberSite(global)
            let book = try site.book()
            if let id {
                let value = try waitFor { try await book.open(id) }
                if json { return try Output.json(value) }
                for (key, text) in value.sorted(by: { $0.key < $1.key }) { print(SafeText("\(key): \(text)")) }
                return
            }
            let records = try waitFor { try await book.kept() }
            if json { return try Output.json(records.map(KeptReport.init)) }
            Output.table(
                ["NO", "SERVICE", "ACCOUNT", "PART", "UNTIL"], site.words,
                records.map { record in
                    [
                        String(record.id), record.service, record.account, record.part.rawValue,
                        record.until.formatted("%Y-%m-%d"),
                    ].map { SafeText($0) }
                })
        }
    }

    struct Purge: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "purge",
            abstract:
                "Remove the sealed records that are past their end. Without the word that it shows, it only shows them."
        )
        @OptionGroup var global: GlobalOptions
        @Option(help: ArgumentHelp("The word that the last look showed: does it.", valueName: "word")) var digest:
            String?

        func run() throws {
            let site = try MemberSite(global)
            let book = try site.book()
            let plan = try waitFor { try await book.purgePlan() }
            for record in plan.records {
                print(SafeText("\(record.id)  \(record.service)/\(record.account)  \(record.part.rawValue)"))
            }
            for record in plan.held { Output.complain(Phrase.keptByHold(record)(site.words).string) }
            guard !plan.records.isEmpty else { return print(Phrase.nothingToPurge(site.words)) }
            guard let digest else { return print(Phrase.purgeWith(SafeText(try plan.word))(site.words)) }
            try site.perform(.purge(word: digest), on: .site)
        }
    }
}
