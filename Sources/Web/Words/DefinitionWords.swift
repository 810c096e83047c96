/// The words around definitions.
enum DefinitionWords {
  static let all = Phrase("How everything is counted", "集計方法の一覧")
  static let english = Phrase(
    "Definitions are part of the program, with formula, unit, population and a worked example each.",
    "定義はプログラムの一部です。それぞれ計算式、単位、対象、計算例を示します（英語）。"
  )
}
