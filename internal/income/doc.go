// Package income finds streams of income in the transactions of bank accounts: who pays into which
// account, what, how often, and which deposits these are.
//
// [Find] knows nothing but what a bank lists, and no login. Its answers follow from the rules below
// alone, whatever the order of the transactions. The rules are ours: the real ones are not published.
//
// # What is looked at
//
// Posted deposits on depository accounts. What is pending or was taken back does not count. Streams
// hold the deposits of the window, but all transactions that are given help to tell what they are: a
// monthly salary is MONTHLY in a window of 30 days too, if the months before are given. What lies after the
// window is not looked at.
//
// # What a description says
//
// Package enrich reads each description ([enrich.In]): who pays, and one of four things.
//
//   - Stated: it says which income it is: PAYROLL, DIRECT DEP, a benefit, interest, a rent, a payer who pays
//     nothing else (Uber, the Social Security Administration).
//   - Likely: it says how the money came, which may be income: by a payment app, in cash, by check.
//   - Unsaid: it says nothing: NORTHWIND TRADERS 4471.
//   - Never: it says something else: a refund, a reversal, a loan, an advance on wages, a transfer, a reward, a
//     test deposit, a claim, a reimbursement, a credit from a shop, money from a broker or a game.
//
// Words about money go before names: Walmart is a shop, the payroll of Walmart is wages, and an
// advance on the payroll is none. A longer phrase goes before the shorter ones inside it.
//
// # Who pays
//
// The payer is the field in which a bank names them (DES:, ORIG CO NAME:, B/O:, CO:), else the words
// of the description between what banks write around names. Numbers, dates, references, masks, case, legal forms (INC, LLC)
// and all behind words such as PAYROLL, PPD, ID are left out, so that they may differ from
// payment to payment. A name of ten letters or more that another one goes on in the middle of a word is the same
// name, cut off. So is one of two words that another one goes on behind them, and one without its blanks; but not
// where it may be the beginning of two other names, nor where both pay at a pace of their own at the same time, unless three
// names or more keep one pace together in amounts within 10 % of the greatest. A payroll processor (ADP) is the payer only where it
// names no employer; an owner of the accounts is none. Behind an app stands a person, if one is named: Zelle from two people is two payers. Interest
// has no payer but the bank, and cash and checks are two payers. Where nobody is named, the words themselves
// stand for the payer: Direct Deposit.
//
// Deposits of one payer in one currency on one account are one stream. A benefit, a pension, a rent is another
// stream than the wages of the same payer, and SSI another than SSDI. Where descriptions say several of wages, gigs and nothing, wages
// go before gigs, and these before nothing.
//
// # What is no income after all
//
//   - What comes from an owner of the accounts by name, or by the first letter and the family name.
//   - What left another account of the customer in the same amount and currency within 4 days, each debit counting
//     once and the nearest day first, unless that debit is a purchase, a bill or a payment on a
//     debt. Deposits that say Stated are never dropped so, but for payouts of no kind (OTHER).
//   - What the bank took back: the last deposit of the amount on the account in the 14 days before a debit that
//     says so (REVERSAL, RETURNED).
//
// # How often it comes
//
// The days of the window's deposits decide, if there are three or more and they keep a pace; else all
// that are known. Several deposits on a day are one day.
//
//   - DAILY: five days or more, and on the mean less than two days apart.
//   - WEEKLY, BIWEEKLY, SEMI_MONTHLY, MONTHLY: the pace of [bank.Pace], as for /transactions/recurring/get, or a walk over the
//     days by steps of 5–9, 11–17, 10–20 or 24–38 days that sets foot on three quarters of them, at least three,
//     and misses no more than one payday for each three. What it misses and leaves out is no more than half of its days,
//     and two steps are the least. It leaves out days in between (a bonus), may miss single paydays, and begins anew
//     after a pause of more than 60 days (a season). Of several such walks the one over most days counts.
//   - From five days on the day of the week tells two weeks from half a month: three quarters on one weekday
//     are BIWEEKLY, less than 45 % SEMI_MONTHLY.
//   - What kept no pace as a whole, or one of another number of paydays in a month, has the one that its last six days
//     keep.
//   - UNKNOWN: everything else, a single deposit and what comes once a year.
//
// # What counts
//
// A stream of which a description is Stated is income from its first deposit on: a tax refund comes once a
// year, and the first pay of a new job is pay. All others must come again: on three days at a pace, on two days at a pace
// in amounts that lie within 20 % of the greater, or without a pace three times over 28 days or more and no
// more than 45 days apart on the mean. So one deposit of a person is a gift and no income.
//
// What is Likely has the category of its way (TRANSFER_FROM_APPLICATION, CASH_DEPOSIT). What is Unsaid is OTHER; but where the
// payer calls itself a company (ACME LLC) and none that keeps money (ACME CAPITAL LLC), pays three times or more at a pace from WEEKLY to MONTHLY, three quarters of the amounts
// lie within 30 % of the middle one, nothing says that one business pays another (CCD, INVOICE, a wire), and the account is not a
// business's, it is SALARY.
//
// # Its limits
//
// Two people who get the same benefit on one account are one stream. Two employers who are not named are one,
// where the words are the same. A name in an alphabet or language whose words for wages are not listed is
// Unsaid. References of letters alone that look like words split a payer. An employer who is a known shop and pays under
// its bare name is taken for a refund.
package income
