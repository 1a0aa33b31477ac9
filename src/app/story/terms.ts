// The terms of the story, each explained to somebody who meets it for the first time.

export const terms = {
  network:
    "A recurrent neural network: a small program with numbers in it (weights and biases) that training can change. It reads a sequence step by step and keeps something of what it has read.",
  prices: "Stock prices, scaled so that low is 0, medium is 0.5 and high is 1.",
  unit: "What holds the network’s memory: one number, its state. Here it is a ReLU, which lets positive numbers pass and makes 0 of negative ones.",
  "feedback weight":
    "W_hh: the number that yesterday’s state is multiplied by before it is added to today’s input. The same on every day.",
  "input weight":
    "W_ih: the number that a day’s price is multiplied by before it enters the unit. The same on every day.",
  loss: "How far off the predictions are: the mean of (prediction − truth)², in squared units of the scaled price. 0 is perfect.",
  unrolling:
    "Drawing one copy of the network for each day, side by side, each handing its state to the next. T, the unroll length, is the number of days.",
  parameters:
    "The numbers that training may change: input weight, feedback weight, output weight and two biases.",
  gradient:
    "How strongly the loss reacts to a small change of a number in the network. Training moves every weight a little against it.",
  training:
    "Gradient descent: change every weight a little against its gradient, and again, until the loss is small or the steps are used up.",
  "learning rate": "How long a step of training is: the gradient times this number.",
  diverges: "The loss grows past a million times what it was at first, or out of all numbers.",
  LSTM: "Long short-term memory (Hochreiter and Schmidhuber 1997): a unit with gates that decide what is kept, what is added, and what is shown.",
  RNN: "The plain recurrent network of the scenes before, here with eight units.",
  "cell state":
    "c_t: a second memory of the LSTM that goes on from day to day without passing the feedback weights.",
  "forget gate":
    "f_t: the share of the cell state that is kept from one day to the next, between 0 and 1; it starts near σ(3) = 0.95 here.",
  gains: "The gain scales all feedback weights together: eight units have 64 of them per gate.",
} as const;
