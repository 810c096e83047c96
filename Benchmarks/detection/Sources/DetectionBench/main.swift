import Detection
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let mode = arguments.first ?? "quiet"
let numbers = arguments.dropFirst().compactMap { Int($0) }
switch mode {
case "quiet": Bench.quiet(sensors: numbers[0], days: numbers[1], seeds: numbers[2])
case "events": Bench.events(sensors: numbers[0], seeds: numbers[1])
case "speed": Bench.speed()
default:
  FileHandle.standardError.write(
    Data("usage: DetectionBench quiet SENSORS DAYS SEEDS | events SENSORS SEEDS | speed\n".utf8)
  )
}
